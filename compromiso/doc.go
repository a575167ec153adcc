// Package compromiso is the field: what a commission, its sessions, its
// compromisos and its areas are, and the rules they follow. It knows neither
// Slack, nor SQL, nor the time of day: whatever depends on the moment receives
// it as an argument, so every rule can be tested as a table.
package compromiso
