-- +goose Up
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What is configured. Its version changes whenever anything in it does: a process asks
-- for it before it trusts what it has in memory.
CREATE TABLE config_version (
    unica   boolean PRIMARY KEY DEFAULT true CONSTRAINT config_version_unica CHECK (unica),
    version bigint NOT NULL
);
INSERT INTO config_version (version) VALUES (1);

CREATE TABLE comisiones (
    siglas      text PRIMARY KEY CONSTRAINT comisiones_siglas_escritas CHECK (siglas <> ''),
    orden       int NOT NULL,
    nombre      text NOT NULL,
    canal       text NOT NULL,
    zona        text NOT NULL,
    lectura     text NOT NULL,
    secretaria  text[] NOT NULL,
    ajustes     jsonb NOT NULL,
    configurada timestamptz
);
CREATE UNIQUE INDEX comisiones_siglas_unicas ON comisiones (lower(siglas));

CREATE TABLE sesiones (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    comision text NOT NULL CONSTRAINT sesiones_de_comision REFERENCES comisiones (siglas),
    ordinal  int NOT NULL CONSTRAINT sesiones_ordinal_positivo CHECK (ordinal > 0),
    clase    text NOT NULL CONSTRAINT sesiones_clase_conocida CHECK (clase IN ('SO', 'SE', 'SEU')),
    siglas   text NOT NULL,
    fecha    date NOT NULL,
    hora     time,
    anio     int GENERATED ALWAYS AS (extract(year FROM fecha)::int) STORED,
    CONSTRAINT sesiones_codigo_unico UNIQUE (comision, clase, ordinal, siglas, anio) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE areas (
    siglas    text PRIMARY KEY CONSTRAINT areas_siglas_escritas CHECK (siglas <> ''),
    nombre    text NOT NULL,
    enlaces   text[] NOT NULL,
    suplentes text[] NOT NULL,
    titular   text NOT NULL,
    canal     text NOT NULL
);
CREATE UNIQUE INDEX areas_siglas_unicas ON areas (lower(siglas));

CREATE TABLE solicitantes (
    clave    text PRIMARY KEY CONSTRAINT solicitantes_clave_escrita CHECK (clave <> ''),
    nombre   text NOT NULL,
    cargo    text NOT NULL,
    usuarios text[] NOT NULL
);

CREATE TABLE ejes (
    nombre text PRIMARY KEY CONSTRAINT ejes_nombre_escrito CHECK (nombre <> ''),
    orden  int NOT NULL
);

CREATE TABLE glosario (
    siglas     text PRIMARY KEY CONSTRAINT glosario_siglas_escritas CHECK (siglas <> ''),
    definicion text NOT NULL
);

-- The members of Slack's user groups and the people, as last seen.
CREATE TABLE grupos (
    grupo    text PRIMARY KEY,
    miembros text[] NOT NULL
);

CREATE TABLE personas (
    id          text PRIMARY KEY,
    nombre      text NOT NULL,
    zona        text NOT NULL,
    invitada    boolean NOT NULL,
    desactivada boolean NOT NULL,
    es_bot      boolean NOT NULL,
    visto       timestamptz NOT NULL
);

-- The row is locked by whoever registers until the transaction ends: no gap, no double.
CREATE TABLE contadores (
    comision text NOT NULL CONSTRAINT contadores_de_comision REFERENCES comisiones (siglas),
    anio     int NOT NULL,
    ultimo   int NOT NULL CONSTRAINT contadores_ultimo_valido CHECK (ultimo >= 0),
    PRIMARY KEY (comision, anio)
);

CREATE TABLE compromisos (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    comision           text NOT NULL CONSTRAINT compromisos_de_comision REFERENCES comisiones (siglas),
    anio               int NOT NULL CONSTRAINT compromisos_anio_valido CHECK (anio BETWEEN 1 AND 9999),
    cons               int NOT NULL CONSTRAINT compromisos_cons_valido CHECK (cons > 0),
    sesion_id          bigint CONSTRAINT compromisos_de_sesion REFERENCES sesiones (id),
    tipo               text NOT NULL CONSTRAINT compromisos_tipo_conocido CHECK (tipo IN ('compromiso', 'solicitud', 'acuerdo')),
    eje                text NOT NULL,
    texto              text NOT NULL CONSTRAINT compromisos_texto_escrito CHECK (texto <> ''),
    atencion           text NOT NULL,
    permanente         boolean NOT NULL,
    solicitantes       text[] NOT NULL,
    areas              text[] NOT NULL,
    areas_propuestas   text[] NOT NULL,
    estatus            text NOT NULL CONSTRAINT compromisos_estatus_conocido
        CHECK (estatus IN ('pendiente', 'en_proceso', 'por_validar', 'parcial', 'cumplido', 'sin_efecto')),
    fecha_limite       date,
    fecha_limite_orig  date,
    fecha_propuesta    date,
    fecha_cumplimiento date,
    motivo             text NOT NULL,
    registrado         timestamptz NOT NULL,
    registrado_por     text NOT NULL,
    cerrado            timestamptz,
    avisar_desde       timestamptz NOT NULL,
    enlace             text NOT NULL,
    importado          date,  -- of the last informe that was imported with it in it
    importado_campos   jsonb, -- what that import wrote
    -- Written with every change, so that lists need not work them out.
    abierto            boolean NOT NULL,
    por_validar        boolean NOT NULL, -- some part of it waits for validation
    limite_vivo        date,             -- the first due date of what is still owed
    dia_cierre         date,
    areas_todas        text[] NOT NULL,  -- those of its incisos too
    claves             text[] NOT NULL,  -- of its requesters, folded
    eje_plegado        text NOT NULL,
    texto_plegado      text NOT NULL,
    resto_plegado      text NOT NULL,
    orden_limite       date GENERATED ALWAYS AS (coalesce(fecha_limite, 'infinity'::date)) STORED,
    busqueda           tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('spanish'::regconfig, left(texto, 100000)), 'A')
        || setweight(to_tsvector('spanish'::regconfig, left(texto_plegado, 100000)), 'A')
        || setweight(to_tsvector('spanish'::regconfig, left(atencion, 100000)), 'B')
        || setweight(to_tsvector('spanish'::regconfig, left(resto_plegado, 100000)), 'B')) STORED,
    CONSTRAINT compromisos_numero_unico UNIQUE (comision, anio, cons)
);
CREATE INDEX compromisos_en_orden ON compromisos (comision, orden_limite, anio, cons);
CREATE INDEX compromisos_abiertos ON compromisos (comision, orden_limite, anio, cons) WHERE abierto;
CREATE INDEX compromisos_por_vencer ON compromisos (comision, limite_vivo) WHERE limite_vivo IS NOT NULL;
CREATE INDEX compromisos_cerrados ON compromisos (comision, dia_cierre) WHERE dia_cierre IS NOT NULL;
CREATE INDEX compromisos_de_la_sesion ON compromisos (sesion_id) WHERE sesion_id IS NOT NULL;
CREATE INDEX compromisos_por_area ON compromisos USING gin (areas_todas);
CREATE INDEX compromisos_por_palabra ON compromisos USING gin (busqueda);
CREATE INDEX compromisos_por_semejanza ON compromisos USING gin (texto_plegado gin_trgm_ops);

CREATE TABLE incisos (
    compromiso_id      bigint NOT NULL CONSTRAINT incisos_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    letra              text NOT NULL CONSTRAINT incisos_letra_escrita CHECK (letra <> ''),
    orden              int NOT NULL,
    texto              text NOT NULL,
    areas              text[] NOT NULL,
    estatus            text NOT NULL CONSTRAINT incisos_estatus_conocido
        CHECK (estatus IN ('pendiente', 'en_proceso', 'por_validar', 'parcial', 'cumplido', 'sin_efecto')),
    fecha_limite       date,
    fecha_propuesta    date,
    fecha_cumplimiento date,
    PRIMARY KEY (compromiso_id, letra)
);

CREATE TABLE seguimientos (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    compromiso_id bigint NOT NULL CONSTRAINT seguimientos_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    inciso        text NOT NULL,
    fecha         date,
    area          text NOT NULL,
    persona       text NOT NULL,
    clase         text NOT NULL,
    texto         text NOT NULL,
    en            timestamptz NOT NULL
);
CREATE INDEX seguimientos_en_orden ON seguimientos (compromiso_id, en, id);

CREATE TABLE evidencias (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    compromiso_id  bigint NOT NULL CONSTRAINT evidencias_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    seguimiento_id bigint CONSTRAINT evidencias_de_seguimiento REFERENCES seguimientos (id),
    clase          text NOT NULL,
    titulo         text NOT NULL,
    liga           text NOT NULL,
    oficio         text NOT NULL,
    fecha          date,
    persona        text NOT NULL,
    en             timestamptz NOT NULL
);
CREATE INDEX evidencias_en_orden ON evidencias (compromiso_id, en, id);
CREATE INDEX evidencias_del_seguimiento ON evidencias (seguimiento_id) WHERE seguimiento_id IS NOT NULL;

CREATE TABLE prorrogas (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    compromiso_id bigint NOT NULL CONSTRAINT prorrogas_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    inciso        text NOT NULL,
    anterior      date,
    nueva         date,
    motivo        text NOT NULL,
    estado        text NOT NULL CONSTRAINT prorrogas_estado_conocido CHECK (estado IN ('pedida', 'concedida', 'negada', 'retirada')),
    persona       text NOT NULL,
    respuesta     text NOT NULL,
    en            timestamptz NOT NULL
);
CREATE INDEX prorrogas_en_orden ON prorrogas (compromiso_id, en, id);
CREATE UNIQUE INDEX prorrogas_una_pedida ON prorrogas (compromiso_id) WHERE estado = 'pedida';

-- The next moment at which a rule is reached: what the sweep looks at, and all of it.
CREATE TABLE escalones (
    compromiso_id bigint PRIMARY KEY CONSTRAINT escalones_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    momento       timestamptz NOT NULL
);
CREATE INDEX escalones_por_momento ON escalones (momento);

CREATE TABLE posposiciones (
    compromiso_id bigint NOT NULL CONSTRAINT posposiciones_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    inciso        text NOT NULL,
    persona       text NOT NULL,
    hasta         date NOT NULL,
    en            timestamptz NOT NULL,
    PRIMARY KEY (compromiso_id, inciso, persona)
);

CREATE TABLE enterados (
    compromiso_id bigint NOT NULL CONSTRAINT enterados_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    inciso        text NOT NULL,
    persona       text NOT NULL,
    en            timestamptz NOT NULL,
    PRIMARY KEY (compromiso_id, inciso, persona)
);

-- What was done already, so that the same request is not carried out twice.
CREATE TABLE solicitudes (
    clave    text PRIMARY KEY,
    comision text NOT NULL,
    numero   text NOT NULL,
    en       timestamptz NOT NULL
);
CREATE INDEX solicitudes_por_edad ON solicitudes (en);

CREATE TABLE importaciones (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    comision      text NOT NULL CONSTRAINT importaciones_de_comision REFERENCES comisiones (siglas),
    fecha_informe date,
    sesion        text NOT NULL,
    en            timestamptz NOT NULL,
    actor         text NOT NULL
);
CREATE INDEX importaciones_por_fecha ON importaciones (comision, fecha_informe);

-- The bitácora: append-only, each entry with the hash of the one before. antes and
-- despues are kept as the very text that was hashed.
CREATE TABLE bitacora (
    seq      bigint PRIMARY KEY,
    en       timestamptz NOT NULL,
    actor    text NOT NULL,
    accion   text NOT NULL,
    comision text NOT NULL,
    numero   text NOT NULL,
    inciso   text NOT NULL,
    motivo   text NOT NULL,
    antes    text NOT NULL CONSTRAINT bitacora_antes_es_objeto CHECK (jsonb_typeof(antes::jsonb) = 'object'),
    despues  text NOT NULL CONSTRAINT bitacora_despues_es_objeto CHECK (jsonb_typeof(despues::jsonb) = 'object'),
    previo   text NOT NULL,
    hash     text NOT NULL
);
CREATE INDEX bitacora_de_compromiso ON bitacora (comision, numero, seq);

CREATE TABLE bitacora_cabeza (
    unica boolean PRIMARY KEY DEFAULT true CONSTRAINT bitacora_cabeza_unica CHECK (unica),
    seq   bigint NOT NULL,
    hash  text NOT NULL
);
INSERT INTO bitacora_cabeza (seq, hash) VALUES (0, '');

-- +goose StatementBegin
CREATE FUNCTION bitacora_intocable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the bitácora is append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bitacora_intocable';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER bitacora_intocable BEFORE UPDATE OR DELETE OR TRUNCATE ON bitacora
    FOR EACH STATEMENT EXECUTE FUNCTION bitacora_intocable();
ALTER TABLE bitacora ENABLE ALWAYS TRIGGER bitacora_intocable;

-- The outbox and the record at once: one row for one message.
CREATE TABLE avisos (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    clave          text NOT NULL CONSTRAINT avisos_clave_unica UNIQUE,
    clase          text NOT NULL,
    comision       text NOT NULL,
    destino        text NOT NULL CONSTRAINT avisos_con_destino CHECK (destino <> ''),
    dia            date NOT NULL,
    no_antes       timestamptz NOT NULL,
    creado         timestamptz NOT NULL,
    compromiso_id  bigint CONSTRAINT avisos_de_compromiso REFERENCES compromisos (id) ON DELETE SET NULL,
    numero         text NOT NULL,
    inciso         text NOT NULL,
    actor          text NOT NULL,
    datos          jsonb NOT NULL,
    estado         text NOT NULL CONSTRAINT avisos_estado_conocido
        CHECK (estado IN ('pendiente', 'enviando', 'enviado', 'fallido', 'omitido')),
    motivo         text NOT NULL,
    canal          text NOT NULL DEFAULT '',
    ts             text NOT NULL DEFAULT '',
    enviado        timestamptz,
    intentos       int NOT NULL DEFAULT 0,
    primer_intento timestamptz, -- this and the three below: the machine's clock
    plazo_desde    timestamptz,
    arriendo_hasta timestamptz,
    reintentar_en  timestamptz,
    vuelta         int NOT NULL DEFAULT 0
);
CREATE INDEX avisos_por_entregar ON avisos (no_antes, id) WHERE estado IN ('pendiente', 'enviando');
CREATE INDEX avisos_de_un_compromiso ON avisos (compromiso_id, id) WHERE compromiso_id IS NOT NULL;
CREATE INDEX avisos_por_mensaje ON avisos (canal, ts) WHERE ts <> '';
CREATE INDEX avisos_resumenes ON avisos (comision, dia) WHERE clase = 'resumen';

CREATE TABLE aviso_asuntos (
    aviso_id      bigint NOT NULL CONSTRAINT aviso_asuntos_de_aviso REFERENCES avisos (id) ON DELETE CASCADE,
    compromiso_id bigint NOT NULL CONSTRAINT aviso_asuntos_de_compromiso REFERENCES compromisos (id) ON DELETE CASCADE,
    inciso        text NOT NULL,
    persona       text NOT NULL,
    fecha         date NOT NULL,
    area          text NOT NULL,
    papel         text NOT NULL,
    regla         text NOT NULL,
    dias          int NOT NULL,
    momento       timestamptz NOT NULL,
    motivo        text NOT NULL,
    suprimido     text NOT NULL,
    PRIMARY KEY (aviso_id, compromiso_id, inciso)
);
CREATE INDEX aviso_asuntos_de_un_compromiso ON aviso_asuntos (compromiso_id, persona);

-- The pace that all processes keep: when the next message may leave, by channel; '' is
-- the whole workspace, '!' the pause that Slack asked for.
CREATE TABLE turnos (
    clave     text PRIMARY KEY,
    siguiente timestamptz NOT NULL
);

-- +goose Down
DROP TABLE turnos, aviso_asuntos, avisos, bitacora_cabeza, bitacora, importaciones, solicitudes, enterados, posposiciones,
    escalones, prorrogas, evidencias, seguimientos, incisos, compromisos, contadores, personas, grupos, glosario, ejes,
    solicitantes, areas, sesiones, comisiones, config_version;
DROP FUNCTION bitacora_intocable();
