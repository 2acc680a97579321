#!/bin/sh
# The system parts the tests need: Chromium, the real Prometheus daemons, and what stands around them
# (VictoriaMetrics, nginx, tinyproxy, openssl).
# Installs what is missing with apt on Debian (as root, or with `--install` through sudo); elsewhere it says what to do.
# No daemon is left running: the tests start their own, on loopback ports of their own.
set -eu

PACKAGES='chromium prometheus prometheus-alertmanager prometheus-blackbox-exporter prometheus-node-exporter
prometheus-pushgateway victoria-metrics nginx-light tinyproxy openssl'
# Tests of pages take a third less with it, and open chromium itself where it cannot be had.
WELCOME='chromium-headless-shell'
POLICY=/usr/sbin/policy-rc.d

missing=''
for package in $PACKAGES; do
  # Every package brings a program of its own name; nginx comes in several sizes.
  program="${package%-light}"
  command -v "$program" >/dev/null 2>&1 || [ -x "/usr/bin/$program" ] || [ -x "/usr/sbin/$program" ] ||
    missing="$missing $package"
done
missing="${missing# }"
welcome=''
[ "$(id -u)" != 0 ] || command -v "$WELCOME" >/dev/null 2>&1 || welcome="$WELCOME"
[ -n "$missing$welcome" ] || exit 0

advise() {
  echo "The tests need system parts that are missing: $missing" >&2
  echo "Install them with:  sudo apt-get install --no-install-recommends $missing" >&2
  exit 1
}

if ! command -v apt-get >/dev/null 2>&1; then
  [ -n "$missing" ] || exit 0
  advise
fi
if [ "$(id -u)" = 0 ]; then
  as_root=''
elif [ "${1:-}" = --install ] && command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  advise
fi

echo "Installing system parts: ${missing:-$welcome}"
own_policy=no
if [ ! -e "$POLICY" ]; then
  # Debian starts a service when its package arrives; 101 forbids that while we install.
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$POLICY" >/dev/null
  $as_root chmod 755 "$POLICY"
  own_policy=yes
fi
cleanup() {
  [ "$own_policy" = no ] || $as_root rm -f "$POLICY"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

apt() {
  # A fresh machine may still be busy with its own updates.
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}
if [ -z "$missing" ]; then
  { apt update && apt install -y --no-install-recommends "$welcome"; } || echo "It goes without $welcome."
  exit 0
fi
apt update
apt-cache show "$WELCOME" >/dev/null 2>&1 && missing="$missing $WELCOME"
# shellcheck disable=SC2086 # a list of words
apt install -y --no-install-recommends $missing

# Nor should they run now, where another policy let them start, or at the next boot:
# nobody asked for a Prometheus on port 9090.
for package in $missing; do
  service="${package%-light}"
  [ -x "/etc/init.d/$service" ] || continue
  $as_root update-rc.d "$service" disable >/dev/null 2>&1 || true
  $as_root invoke-rc.d "$service" stop >/dev/null 2>&1 || true
done
