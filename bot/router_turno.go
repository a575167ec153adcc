package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"compromisos/compromiso"
)

// turno is a request once it is known who asks for what: what a door works with.
type turno struct {
	b        *Bot
	p        peticion
	dir      *compromiso.Directorio
	com      *compromiso.Comision // nil for what is of the whole installation
	rol      compromiso.Rol
	ahora    time.Time
	resto    string // typed after the subcommand and the reference
	pidio    string // the subcommand as typed, for one that is not known
	inciso   string
	numero   compromiso.Numero      // of a door about one
	n        *compromiso.Compromiso // that one, unless the door reads it itself
	origen   procedencia            // where a form was opened
	ya       bool                   // it had been done before: the same request came again
	escribio bool                   // something was written: the message that was answered says so from now on
	noCaben  bool                   // the seguimientos are more than an input holds
}

func (t *turno) hoy() compromiso.Fecha { return t.com.Hoy(t.ahora) }

func (t *turno) acto() compromiso.Acto {
	return compromiso.Acto{Actor: t.p.persona, En: t.ahora, Hoy: t.hoy()}
}

func (t *turno) solicitud() compromiso.Solicitud {
	return compromiso.Solicitud{Clave: t.p.clave, Acto: t.acto()}
}

func (t *turno) ref() compromiso.Referencia {
	if t.n != nil {
		return compromiso.Referencia{Comision: t.com.Siglas, Numero: t.n.Numero}
	}
	return compromiso.Referencia{Comision: t.com.Siglas, Numero: t.numero}
}

// proximaSesion is what «antes de la próxima sesión» means.
func (t *turno) proximaSesion() (compromiso.Fecha, bool) {
	return compromiso.LimiteAntesDeSesion(t.com, t.ahora)
}

// leerFecha reads a date that somebody typed.
func (t *turno) leerFecha(s string) (compromiso.Fecha, error) {
	return compromiso.ParseVence(s, t.hoy(), t.com.Calendario, t.proximaSesion)
}

// lectura is what is read of the store.
type lectura interface {
	Compromiso(ctx context.Context, ref compromiso.Referencia) (*compromiso.Compromiso, error)
	Ficha(ctx context.Context, d *compromiso.Directorio, ref compromiso.Referencia) (*compromiso.Ficha, error)
	Lista(ctx context.Context, d *compromiso.Directorio, f compromiso.Filtro) (compromiso.Pagina, error)
	Buscar(ctx context.Context, d *compromiso.Directorio, comision, palabras string, saltar, limite int) (compromiso.Pagina, error)
	Parecidos(ctx context.Context, d *compromiso.Directorio, comision, texto string, n int) ([]compromiso.Parecido, error)
	AvisosDe(ctx context.Context, ref compromiso.Referencia, n int) ([]compromiso.Aviso, error)
}

// preparar finds the door of a request, its commission and what it is about, and
// checks the right. The door is nil for a subcommand that does not exist, and, with
// soloConfirmadas, for one that does not confirm the directory itself.
func (b *Bot) preparar(ctx context.Context, p peticion, dir *compromiso.Directorio, soloConfirmadas bool) (*turno, *puerta, error) {
	t := &turno{b: b, p: p, dir: dir, ahora: b.op.Ahora()}
	var pu *puerta
	var ref referida
	var err error
	switch p.clase {
	case claseOrden:
		pu, ref, err = t.leerOrden()
	case claseFormulario:
		pu, ref, err = t.leerFormulario()
	default:
		pu, ref, err = t.leerBoton()
	}
	if err != nil || pu == nil || soloConfirmadas && !pu.confirma {
		return t, nil, err
	}
	if err := t.autorizar(ctx, pu, ref); err != nil {
		return nil, nil, t.conSiglas(err)
	}
	return t, pu, nil
}

// conSiglas puts the commission before the number in a refusal, where there are several:
// two of them may have the same number.
func (t *turno) conSiglas(err error) error {
	var e *compromiso.Error
	if t.n == nil || len(t.dir.Comisiones) < 2 || !errors.As(err, &e) {
		return err
	}
	otro := *e
	otro.Mensaje = strings.Replace(e.Mensaje, "ompromiso "+t.n.Numero.String(), "ompromiso "+rotulo(t.n, ""), 1)
	return &otro
}

// referida is what a request names: a commission, a compromiso, an inciso of it.
type referida struct {
	compromiso.Referencia
	Inciso string
}

// autorizar settles commission and compromiso and checks the right of the door.
func (t *turno) autorizar(ctx context.Context, pu *puerta, ref referida) error {
	if pu.general {
		return t.autorizarGeneral(ctx, pu, ref.Comision)
	}
	var err error
	if t.com, err = elegirComision(t.dir, ref.Comision, t.p.canal, t.p.persona); err != nil {
		return err
	}
	t.rol = t.b.rol(ctx, t.dir, t.com, t.p.persona)
	if !pu.sobre {
		err := permitir(t.rol, pu.accion, nil)
		if err != nil && pu.niega != "" {
			return compromiso.Errorf(compromiso.CodigoDe(err), "", "%s", pu.niega)
		}
		return err
	}
	// Whoever may not read is not told which numbers exist.
	if err := permitir(t.rol, compromiso.Leer, nil); err != nil {
		return err
	}
	if t.numero, t.inciso = ref.Numero, ref.Inciso; pu.confirma {
		return nil
	}
	if t.n, err = t.b.st.Compromiso(ctx, t.ref()); err != nil {
		return err
	}
	if pu.clase != claseFormulario && pu.accion == compromiso.Proponer && t.inciso == "" {
		// Which part is meant is asked by the form; on sending it the parts are checked.
		return permitir(t.rol, pu.accion, t.n.TodasLasAreas())
	}
	if pu.clase == claseFormulario { // the inciso is one of its fields
		return permitir(t.rol, pu.accion, t.n.TodasLasAreas())
	}
	return permitirSobre(t.rol, pu.accion, t.n, t.inciso)
}

// autorizarGeneral lets in whoever may in some commission; the one named or of the
// channel comes first.
func (t *turno) autorizarGeneral(ctx context.Context, pu *puerta, siglas string) error {
	c, err := elegirComision(t.dir, siglas, t.p.canal, t.p.persona)
	if err != nil && siglas != "" {
		return err
	}
	candidatas := t.dir.Comisiones
	if c != nil {
		candidatas = append([]*compromiso.Comision{c}, candidatas...)
	}
	if pu.accion == libre && len(candidatas) == 0 {
		t.rol = compromiso.Rol{Persona: t.p.persona}
		return nil
	}
	negativa := faltaComision(t.dir)
	for _, c := range candidatas {
		rol := t.b.rol(ctx, t.dir, c, t.p.persona)
		if negativa = permitir(rol, pu.accion, rol.Areas); negativa == nil {
			t.com, t.rol = c, rol
			return nil
		}
	}
	return negativa
}

// rol is what the person is to the commission. Slack is asked for the members of its
// channel only where that decides.
func (b *Bot) rol(ctx context.Context, d *compromiso.Directorio, c *compromiso.Comision, persona string) compromiso.Rol {
	r := d.Rol(persona, c, false)
	if !r.Lee && c.Lectura == compromiso.LecturaCanal {
		r = d.Rol(persona, c, b.miembro(ctx, c.Canal, persona))
	}
	return r
}

// leerOrden reads what was typed: commission, subcommand, reference.
func (t *turno) leerOrden() (*puerta, referida, error) {
	siglas, resto := quitarPrefijo(t.dir, deSlack(t.p.texto))
	orden, resto := cortarPalabra(resto)
	ref := referida{Referencia: compromiso.Referencia{Comision: siglas}}
	if orden == "" {
		orden = ordenAyuda
	}
	pu, ok := t.b.tabla.find(claseOrden, plegarOrden(orden))
	if !ok {
		if r, _, err := compromiso.ParseReferencia(strings.TrimSpace(orden + " " + resto)); err == nil && r.Comision == "" {
			pu, _ = t.b.tabla.find(claseOrden, ordenVer)
			ref.Numero = r.Numero
			return pu, ref, nil
		}
		t.pidio = orden
		return nil, ref, nil
	}
	t.resto = resto
	if !pu.sobre {
		return pu, ref, nil
	}
	if resto == "" {
		return nil, ref, compromiso.Errorf(compromiso.Invalido, "numero",
			"Falta el número del compromiso: escriba, por ejemplo, «/compromiso %s 03/%d».", conAcento(pu.nombre), t.ahora.Year())
	}
	r, resto, err := compromiso.ParseReferencia(resto)
	if err != nil {
		return nil, ref, err
	}
	t.resto, ref.Numero = resto, r.Numero
	if r.Comision != "" {
		ref.Comision = r.Comision
	}
	return pu, ref, nil
}

// leerBoton reads the reference that a button carries.
func (t *turno) leerBoton() (*puerta, referida, error) {
	pu, ok := t.b.tabla.find(t.p.clase, t.p.nombre)
	if !ok {
		return nil, referida{}, compromiso.Errorf(compromiso.NoEncontrado, "", fraseSinPuerta)
	}
	valor := t.p.valor
	if t.p.nombre == accionPublicar || t.p.nombre == accionInforme {
		siglas, resto, _ := strings.Cut(valor, " ")
		t.resto = resto
		return pu, referida{Referencia: compromiso.Referencia{Comision: siglas}}, nil
	}
	if !pu.sobre {
		f, _ := decodificarPagina(valor) // of a list; its commission decides
		return pu, referida{Referencia: compromiso.Referencia{Comision: f.Comision}}, nil
	}
	switch t.p.nombre {
	case accionPosponer:
		plazo, ref, ok := decodificarPosponer(valor)
		if !ok {
			return nil, referida{}, errBoton
		}
		valor, t.resto = ref, plazo
	case accionHilo:
		valor, t.resto, _ = strings.Cut(valor, "\n")
	}
	ref, err := leerReferida(valor)
	return pu, ref, err
}

var errBoton = compromiso.Errorf(compromiso.Invalido, "", "Ese botón no dice de qué compromiso es. Use «/compromiso ver NN/AAAA».")

// leerReferida reads «CVMRE 03/2023 a», as buttons and forms carry it.
func leerReferida(s string) (referida, error) {
	r, resto, err := compromiso.ParseReferencia(s)
	if err != nil || strings.ContainsAny(resto, " \n") || len(resto) > 3 {
		return referida{}, errBoton
	}
	return referida{Referencia: r, Inciso: resto}, nil
}

// leerFormulario reads where a form was opened and what it is about.
func (t *turno) leerFormulario() (*puerta, referida, error) {
	pu, ok := t.b.tabla.find(claseFormulario, t.p.nombre)
	if !ok {
		return nil, referida{}, errors.New("a form that is not in the table")
	}
	o, err := leerProcedencia(t.p.vista.Metadatos)
	if err != nil {
		return nil, referida{}, err
	}
	t.origen = o
	if !pu.sobre {
		return pu, referida{Referencia: compromiso.Referencia{Comision: o.Comision}}, nil
	}
	ref, err := leerReferida(o.Ref)
	return pu, ref, err
}

func cortarPalabra(s string) (palabra, resto string) {
	s = strings.TrimSpace(s)
	i := strings.IndexAny(s, " \t\n")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], " \t")
}

// plegarOrden is a subcommand as the table knows it, whatever its accents and case.
func plegarOrden(s string) string { return compromiso.Plegar(s) }
