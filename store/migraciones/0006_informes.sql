-- +goose NO TRANSACTION
-- +goose Up
-- Issued informes: what each one said, to the letter, for ever.
CREATE TABLE IF NOT EXISTS informes (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    comision  text NOT NULL CONSTRAINT informes_de_comision REFERENCES comisiones (siglas),
    sesion_id bigint NOT NULL CONSTRAINT informes_de_sesion REFERENCES sesiones (id),
    numero    int NOT NULL CONSTRAINT informes_numero_positivo CHECK (numero > 0),
    corte     date NOT NULL,
    por       text NOT NULL,
    en        timestamptz NOT NULL,
    solicitud text CONSTRAINT informes_solicitud_unica UNIQUE, -- the request that it answers, where that can come twice
    asiento   bigint NOT NULL, -- its entry in the bitácora, which has the hash too
    huella    text NOT NULL,   -- SHA-256 of datos
    datos     text NOT NULL,
    CONSTRAINT informes_numero_unico UNIQUE (sesion_id, numero)
);
CREATE INDEX IF NOT EXISTS informes_de_la_comision ON informes (comision, id);

-- The file of each format as it was when somebody first asked for it: a later version of the
-- program gives the same one.
CREATE TABLE IF NOT EXISTS informe_archivos (
    informe_id bigint NOT NULL CONSTRAINT informe_archivos_de_informe REFERENCES informes (id),
    formato    text NOT NULL,
    contenido  bytea NOT NULL,
    PRIMARY KEY (informe_id, formato)
);

-- What an issued informe reported as closed.
CREATE TABLE IF NOT EXISTS informe_cerrados (
    comision   text NOT NULL,
    anio       int NOT NULL,
    cons       int NOT NULL,
    informe_id bigint NOT NULL CONSTRAINT informe_cerrados_de_informe REFERENCES informes (id),
    PRIMARY KEY (comision, anio, cons, informe_id)
);

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION informes_intocables() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'issued informes are append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'informes_intocables';
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
DECLARE
    tabla text;
BEGIN
    FOREACH tabla IN ARRAY ARRAY['informes', 'informe_archivos', 'informe_cerrados'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS informes_intocables ON %I', tabla);
        EXECUTE format('CREATE TRIGGER informes_intocables BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION informes_intocables()', tabla);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER informes_intocables', tabla);
    END LOOP;
END
$$;
-- +goose StatementEnd

-- The day of the informe that a definition was imported from: an informe of a day before
-- does not know it. What somebody declared is known to all.
ALTER TABLE glosario ADD COLUMN IF NOT EXISTS desde date;

-- What was open when a year began and was closed in it, or later: the few that an informe
-- carries over. Fourteen hours are the farthest that a zone is ahead.
-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('compromisos_arrastrados') AND NOT indisvalid) THEN
        DROP INDEX compromisos_arrastrados;
    END IF;
END
$$;
-- +goose StatementEnd
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_arrastrados ON compromisos (comision, cerrado)
    WHERE cerrado IS NOT NULL AND extract(year FROM cerrado AT TIME ZONE 'UTC' + interval '14 hours') > anio;

-- +goose Down
DROP INDEX IF EXISTS compromisos_arrastrados;
ALTER TABLE glosario DROP COLUMN IF EXISTS desde;
DROP TABLE IF EXISTS informe_cerrados, informe_archivos, informes;
DROP FUNCTION IF EXISTS informes_intocables();
