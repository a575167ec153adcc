-- What the role that runs `compromisos servir` may do: read and write rows, and nothing else.
-- The owner of the database runs it, after the first `compromisos migrar`; running it again does no harm.
--
--   psql "$DATABASE_URL_OF_THE_OWNER" -v rol=compromisos_servir -f docs/rol.sql
--
-- Tables that a later `migrar` of the same owner makes are covered by the last two statements; run it again all the same,
-- for what a new version takes away.
\set ON_ERROR_STOP on
BEGIN;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"rol";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"rol";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :"rol";
-- The bitácora and the issued informes grow and are never rewritten; which migrations ran is the owner's to say.
REVOKE UPDATE, DELETE ON bitacora, informes, informe_archivos, informe_cerrados FROM :"rol";
REVOKE INSERT, DELETE ON bitacora_cabeza FROM :"rol";
REVOKE INSERT, UPDATE, DELETE ON goose_db_version, river_migration, esquema_minimo FROM :"rol";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"rol";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO :"rol";
COMMIT;
