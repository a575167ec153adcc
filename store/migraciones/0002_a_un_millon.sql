-- +goose Up
-- partes is how many incisos there are, so that a list need not look for them; NULL is
-- unknown. huella is what resembles is found by, and NULL until it was worked out: the
-- sweep does it for what a process of the version before writes.
ALTER TABLE compromisos
    ADD COLUMN partes smallint,
    ADD COLUMN huella bigint[];
CREATE INDEX compromisos_sin_huella ON compromisos (id) WHERE huella IS NULL;
CREATE INDEX compromisos_por_huella_1 ON compromisos ((huella[1]), id);
CREATE INDEX compromisos_por_huella_2 ON compromisos ((huella[2]), id);
CREATE INDEX compromisos_por_huella_3 ON compromisos ((huella[3]), id);
CREATE INDEX compromisos_por_huella_4 ON compromisos ((huella[4]), id);
CREATE INDEX compromisos_por_huella_5 ON compromisos ((huella[5]), id);
CREATE INDEX compromisos_por_huella_6 ON compromisos ((huella[6]), id);

-- What a list is narrowed down by, in the order of lists.
CREATE INDEX compromisos_del_anio ON compromisos (comision, anio, orden_limite, cons);
CREATE INDEX compromisos_del_eje ON compromisos (comision, eje_plegado, orden_limite, anio, cons) WHERE eje_plegado <> '';
CREATE INDEX compromisos_de_la_sesion_en_orden ON compromisos (sesion_id, orden_limite, anio, cons) WHERE sesion_id IS NOT NULL;
DROP INDEX compromisos_de_la_sesion;
CREATE INDEX compromisos_por_solicitante ON compromisos USING gin (claves);
CREATE INDEX compromisos_abiertos_por_area ON compromisos USING gin (areas_todas) WHERE abierto;

-- The words of the texts, folded: slips of typing are forgiven by finding what a word
-- resembles among them, which costs what there are words, and not texts.
CREATE TABLE vocabulario (
    palabra text PRIMARY KEY
);
CREATE INDEX vocabulario_por_semejanza ON vocabulario USING gin (palabra gin_trgm_ops);
DROP INDEX compromisos_por_semejanza;

-- +goose Down
CREATE INDEX compromisos_por_semejanza ON compromisos USING gin (texto_plegado gin_trgm_ops);
DROP TABLE vocabulario;
DROP INDEX compromisos_abiertos_por_area;
DROP INDEX compromisos_por_solicitante;
CREATE INDEX compromisos_de_la_sesion ON compromisos (sesion_id) WHERE sesion_id IS NOT NULL;
DROP INDEX compromisos_de_la_sesion_en_orden;
DROP INDEX compromisos_del_eje;
DROP INDEX compromisos_del_anio;
ALTER TABLE compromisos DROP COLUMN huella, DROP COLUMN partes;
