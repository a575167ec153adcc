// Package bot is everything that Slack sees of the product: the two doors by
// which a request comes in (signed HTTP and Socket Mode, one handler behind
// both), the table of subcommands, buttons and forms with the right that each
// one needs, and the messages that go out.
//
// A request runs through decoding (router_peticion.go), identity (persona.go),
// commission (comision.go), right (puerta.go) and only then through the file of
// its subcommand (orden_*.go), button (boton_*.go) or form (formulario_*.go). The
// right is checked again inside the transaction, with the data of that moment:
// what a button shows or hides protects nothing.
package bot
