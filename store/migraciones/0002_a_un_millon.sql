-- +goose Up
-- partes is how many incisos there are, so that a list need not look for them; NULL is
-- unknown. huella is what resembles is found by, and NULL until it was worked out: the
-- sweep does it for what a process of the version before writes.
ALTER TABLE compromisos
    ADD COLUMN partes smallint,
    ADD COLUMN huella bigint[];

-- A process of the version before changes a text and leaves what is derived of it: then it
-- is unknown.
-- +goose StatementBegin
CREATE FUNCTION compromisos_sin_derivar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.huella := NULL;
    NEW.partes := NULL;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER compromisos_sin_derivar BEFORE UPDATE OF texto ON compromisos FOR EACH ROW
    WHEN (OLD.texto IS DISTINCT FROM NEW.texto AND OLD.huella IS NOT DISTINCT FROM NEW.huella)
    EXECUTE FUNCTION compromisos_sin_derivar();

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
DROP TRIGGER compromisos_sin_derivar ON compromisos;
DROP FUNCTION compromisos_sin_derivar();
ALTER TABLE compromisos DROP COLUMN huella, DROP COLUMN partes;
