// Package muestra holds the sample informe with which a demonstration begins: an
// invented commission, with compromisos in every state an informe prints.
package muestra

import _ "embed"

// Nombre is the name of the sample as a file.
const Nombre = "informe-01SO-CVD.txt"

// Informe is the sample, in the text layout of the real ones. It was seen in the
// session 02SO-CVD of 30 October 2026.
//
//go:embed informe-01SO-CVD.txt
var Informe []byte
