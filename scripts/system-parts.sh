#!/bin/sh
# The system parts the tests need: Chromium and the real Prometheus daemons.
# Installs what is missing with apt on Debian (as root, or with `--install` through sudo); elsewhere it says what to do.
# No daemon is left running: the tests start their own, on loopback ports of their own.
set -eu

PACKAGES='chromium prometheus prometheus-alertmanager prometheus-blackbox-exporter prometheus-node-exporter'
POLICY=/usr/sbin/policy-rc.d

missing=''
for package in $PACKAGES; do
  # Every package brings a program of its own name.
  command -v "$package" >/dev/null 2>&1 || [ -x "/usr/bin/$package" ] || missing="$missing $package"
done
missing="${missing# }"
[ -n "$missing" ] || exit 0

advise() {
  echo "The tests need system parts that are missing: $missing" >&2
  echo "Install them with:  sudo apt-get install --no-install-recommends $missing" >&2
  exit 1
}

command -v apt-get >/dev/null 2>&1 || advise
if [ "$(id -u)" = 0 ]; then
  as_root=''
elif [ "${1:-}" = --install ] && command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  advise
fi

echo "Installing system parts: $missing"
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

$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing

# Nor should they start at the next boot: nobody asked for a Prometheus on port 9090.
if [ -d /run/systemd/system ]; then
  for package in $missing; do
    [ "$package" = chromium ] || $as_root systemctl disable --now "$package.service" || true
  done
fi
