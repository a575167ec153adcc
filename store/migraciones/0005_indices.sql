-- +goose NO TRANSACTION
-- +goose Up
-- Beside the processes that are at work: an index takes a while where there are many rows.
-- What an attempt left half done is made anew; what it made stays.
-- +goose StatementBegin
DO $$
DECLARE
    indice text;
BEGIN
    FOR indice IN SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'compromisos'::regclass AND NOT indisvalid LOOP
        EXECUTE 'DROP INDEX ' || indice;
    END LOOP;
END
$$;
-- +goose StatementEnd

-- What resembles is found by, and what has not been worked out yet.
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_sin_huella ON compromisos (id) WHERE huella IS NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_por_huella_1 ON compromisos ((huella[1]), anio, cons);
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_por_huella_2 ON compromisos ((huella[2]), anio, cons);
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_por_huella_3 ON compromisos ((huella[3]), anio, cons);
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_por_huella_4 ON compromisos ((huella[4]), anio, cons);
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_por_huella_5 ON compromisos ((huella[5]), anio, cons);
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_por_huella_6 ON compromisos ((huella[6]), anio, cons);

-- What a list is narrowed down by, in the order of lists.
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_del_anio ON compromisos (comision, anio, orden_limite, cons);
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_del_eje ON compromisos (comision, eje_plegado, orden_limite, anio, cons) WHERE eje_plegado <> '';
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_de_la_sesion_en_orden ON compromisos (sesion_id, orden_limite, anio, cons) WHERE sesion_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_por_solicitante ON compromisos USING gin (claves);
CREATE INDEX CONCURRENTLY IF NOT EXISTS compromisos_abiertos_por_area ON compromisos USING gin (areas_todas) WHERE abierto;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_de_la_sesion;

-- What was written lately waits in a list that every search goes through: a short one.
ALTER INDEX compromisos_por_palabra SET (gin_pending_list_limit = 256);

-- +goose Down
ALTER INDEX compromisos_por_palabra RESET (gin_pending_list_limit);
DROP INDEX IF EXISTS compromisos_de_la_sesion;
CREATE INDEX CONCURRENTLY compromisos_de_la_sesion ON compromisos (sesion_id) WHERE sesion_id IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_abiertos_por_area;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_por_solicitante;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_de_la_sesion_en_orden;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_del_eje;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_del_anio;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_por_huella_6;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_por_huella_5;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_por_huella_4;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_por_huella_3;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_por_huella_2;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_por_huella_1;
DROP INDEX CONCURRENTLY IF EXISTS compromisos_sin_huella;
