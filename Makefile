# `make` alone says what there is. The work is in .ci/, one script per purpose.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test test-clientes test-pagina fotos fuzz caos bench bench-documentos build lint fmt cover

# More words for what a target runs: make demo ARGS=--recorrido, make test ARGS='-run Aviso ./bot'
ARGS ?=

# Git refuses a checkout of another user, and go build with it; the version stamp is not worth that.
VCS := $(shell git status --porcelain >/dev/null 2>&1 || echo -buildvcs=false)

help: ## esta lista
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## todo en esta máquina, sin cuentas (make demo ARGS=--recorrido: la visita guiada)
	@.ci/preparar demo
	@test -x bin/compromisos || echo 'Compilando el programa; la primera vez puede tardar un minuto o dos…' >&2
	@go build $(VCS) -o bin/compromisos ./cmd/compromisos
	@exec bin/compromisos demo $(ARGS)

test: ## las pruebas, con detector de carreras (make test ARGS='-run Aviso ./bot')
	@.ci/preparar pruebas
	@.ci/probar $(ARGS)

test-clientes: ## el Slack de práctica frente a los clientes oficiales (necesita node y npm)
	@.ci/preparar clientes
	go test -tags clientes $(ARGS) ./slacksim/clientes/

test-pagina: ## la página de la práctica a los ojos de axe-core, en un navegador (necesita chromium, node y npm)
	@.ci/preparar pagina
	@cd slacksim/page/axe && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline >/dev/null
	go test -p 1 -count 1 -run '^TestPag(ina|e)_acces' ./cmd/compromisos ./slacksim/page -axe $(CURDIR)/slacksim/page/axe/node_modules/axe-core/axe.min.js $(ARGS)

fotos: ## las pantallas: todas en una hoja, bin/fotos/hoja.html y .png, y las de la guía en docs/fotos (make fotos SOLO=vista-nuevo: solo la hoja, con esas)
	@.ci/preparar pruebas
ifdef SOLO
	go test -count 1 -run '^TestPagina_goldens$$' ./cmd/compromisos -fotos -solo '$(SOLO)'
else
	go test -p 1 -count 1 -run '^TestPag(ina|e)_acces' ./cmd/compromisos ./slacksim/page -fotos
	@ls docs/fotos/*.png
endif
	@ls bin/fotos/hoja.*

fuzz: ## lo que entra de fuera, con lo que a nadie se le ocurre; un minuto cada prueba (make fuzz ARGS='5s', ARGS='10m FuzzLeer')
	@.ci/fuzz $(ARGS)

caos: ## todo falla a la vez, a lo grande, con cifras (make caos SEMILLA=7 ARGS='-run Ritmo')
	@.ci/preparar pruebas
	go test -tags caos -count 1 -timeout 30m -v -run '^TestCaos' $(ARGS) ./cmd/compromisos

bench: ## el programa entero junto a pgbench, en una tabla, y las medidas de cada cuarto (make bench TAMANOS=10000 SOLO=lista)
	@.ci/preparar pruebas
	go test -tags carga -count 1 -timeout 60m -v -run '^TestBanco$$' $(ARGS) ./cmd/compromisos
	go test -short -run '^$$' -bench . -benchtime 1s ./compromiso ./bot ./store

bench-documentos: ## informes en cada formato: tiempo, memoria y cómo crecen, junto a LibreOffice (make bench-documentos ARGS='-filas 100,1000')
	@.ci/preparar documentos
	go test -tags carga -count 1 -timeout 60m -v -run '^TestBancoDocumentos$$' ./informe $(ARGS)

build: ## el programa, en bin/compromisos
	go build $(VCS) ./...
	go build $(VCS) -o bin/compromisos ./cmd/compromisos

lint: ## los muros de la casa y el estilo
	@linter=$$(.ci/herramienta golangci-lint) && "$$linter" run $(ARGS) ./... ./.ci/resumen

fmt: ## da formato (gofumpt) y arregla lo que se arregla solo
	@linter=$$(.ci/herramienta golangci-lint) && "$$linter" fmt && "$$linter" run --fix ./... ./.ci/resumen

cover: ## cuánto del código recorren las pruebas, por función
	@.ci/preparar pruebas
	@mkdir -p bin
	go test -timeout 8m -coverpkg=./... -coverprofile=bin/cobertura.out ./...
	@go tool cover -func=bin/cobertura.out
