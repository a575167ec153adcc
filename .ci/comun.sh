# What the scripts beside this file share. Sourced, not run.

set -euo pipefail

raiz=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$raiz"

decir() { printf '· %s\n' "$*" >&2; }

falta() { printf '\n✗ %s\n' "$*" >&2; }

en_ci() { [ "${CI:-}" = true ]; }

# como_root runs a command as root if we are or may become it without being asked for anything.
como_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

puede_instalar() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" = 0 ] && return 0
  command -v sudo >/dev/null && sudo -n true 2>/dev/null
}

# instalar PACKAGE… puts Debian packages on this machine, or says whom to ask for what and fails.
instalar() {
  if ! puede_instalar; then
    if command -v apt-get >/dev/null; then
      falta "No puedo instalar paquetes con este usuario. Pida a quien administra la máquina: apt-get install $*"
    else
      falta "Esta máquina no usa apt-get. Instale con su gestor de paquetes lo que en Debian se llama: $*"
    fi
    return 1
  fi
  decir "instalo con apt-get: $*"
  local orden=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@")
  # A list of packages that is old or absent is the usual reason to fail, and the only one worth a second try.
  como_root "${orden[@]}" >/dev/null 2>&1 </dev/null && return 0
  decir "actualizo la lista de paquetes"
  como_root apt-get update -q </dev/null >/dev/null 2>&1 || true
  como_root "${orden[@]}" </dev/null >&2 && return 0
  falta "apt-get no pudo instalar: $*"
  return 1
}
