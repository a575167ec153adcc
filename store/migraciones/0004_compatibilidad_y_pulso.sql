-- +goose Up

-- The oldest schema whose programs still work on this one. A migration that takes away
-- what a program relied on raises it, in the version after the one that stopped using it.
CREATE TABLE esquema_minimo (
    unico   boolean PRIMARY KEY DEFAULT true CONSTRAINT esquema_minimo_unico CHECK (unico),
    version bigint NOT NULL
);
INSERT INTO esquema_minimo (version) VALUES (1);

-- When somebody was last at work here, and on which database: after a gap, or on a copy,
-- what was sent meanwhile is in Slack and not in these tables.
CREATE TABLE pulso (
    unico       boolean PRIMARY KEY DEFAULT true CONSTRAINT pulso_unico CHECK (unico),
    base        text NOT NULL,
    latido      timestamptz NOT NULL, -- the machine's clock
    hueco_desde timestamptz,          -- the machine's clock
    hueco_hasta timestamptz,          -- the field's
    hueco_dia   date                  -- the field's
);

-- +goose Down
DROP TABLE pulso, esquema_minimo;
