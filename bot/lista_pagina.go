package bot

import (
	"cmp"
	"net/url"
	"strconv"

	"compromisos/compromiso"
)

// codificarPagina writes a filter with its cursor into the value of a button. It does
// not carry who asks nor the day: «míos» is of whoever presses, on the day of pressing.
// ok is false where the filter does not fit.
func codificarPagina(f compromiso.Filtro) (valor string, ok bool) {
	v := url.Values{}
	poner := func(k, s string) {
		if s != "" {
			v.Add(k, s)
		}
	}
	numero := func(k string, n int) {
		if n != 0 {
			v.Set(k, strconv.Itoa(n))
		}
	}
	poner("c", f.Comision)
	poner("e", string(f.Estado))
	for _, a := range f.Areas {
		poner("a", a)
	}
	if s := f.Sesion; s != nil {
		poner("s", s.Fecha.String())
		poner("sk", string(s.Codigo.Clase))
		poner("sc", s.Codigo.Comision)
		numero("so", s.Codigo.Ordinal)
		v.Set("si", strconv.FormatInt(s.ID, 10))
	}
	numero("y", f.Anio)
	poner("q", f.Solicitante)
	poner("j", f.Eje)
	numero("l", f.Limite)
	poner("f", f.Despues.FechaLimite.String())
	poner("n", f.Despues.Numero.String())
	valor = v.Encode()
	return valor, largo(valor) <= maxValor
}

// decodificarPagina reads the value of codificarPagina. What it reads came back from
// outside: it is a filter like one that was typed, and rights are checked anew.
func decodificarPagina(valor string) (compromiso.Filtro, bool) {
	v, err := url.ParseQuery(valor)
	if err != nil || len(valor) > maxValor {
		return compromiso.Filtro{}, false
	}
	var errs []error
	numero := func(k string) int {
		n, err := strconv.Atoi(cmp.Or(v.Get(k), "0"))
		errs = append(errs, err)
		return n
	}
	dia := func(k string) (f compromiso.Fecha) {
		errs = append(errs, f.UnmarshalText([]byte(v.Get(k))))
		return f
	}
	f := compromiso.Filtro{
		Comision: v.Get("c"), Estado: compromiso.FiltroEstado(v.Get("e")), Areas: v["a"], Anio: numero("y"),
		Solicitante: v.Get("q"), Eje: v.Get("j"), Limite: numero("l"),
	}
	if v.Has("si") {
		s := &compromiso.Sesion{Comision: f.Comision, Fecha: dia("s")}
		s.Codigo = compromiso.CodigoSesion{
			Ordinal: numero("so"), Clase: compromiso.ClaseSesion(v.Get("sk")), Comision: v.Get("sc"),
		}
		id, err := strconv.ParseInt(v.Get("si"), 10, 64)
		s.ID, errs = id, append(errs, err)
		f.Sesion = s
	}
	f.Despues.FechaLimite = dia("f")
	if n := v.Get("n"); n != "" {
		errs = append(errs, f.Despues.Numero.UnmarshalText([]byte(n)))
	}
	for _, err := range errs {
		if err != nil {
			return compromiso.Filtro{}, false
		}
	}
	return f, f.Comision != "" && f.Limite >= 0 && f.Limite <= 50
}
