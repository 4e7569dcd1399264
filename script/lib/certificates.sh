# Certificates for the tests' servers. Needs common.sh, server_process.sh.
# shellcheck shell=bash

# openssl_request NAME SUBJECT [options...]: a new key, NAME-key.pem, and its certificate, NAME.pem.
openssl_request() {
  local name=$1 subject=$2
  shift 2
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
    -subj "/CN=$subject" -keyout "$name-key.pem" -out "$name.pem" "$@"
}

# fingerprint_of CERTIFICATE: SHA-256, in lower-case digits.
fingerprint_of() {
  openssl x509 -in "$1" -noout -fingerprint -sha256 | sed -E 's/.*=//; s/://g; s/.*/\L&/'
}

# make_certificates DIRECTORY: an authority; what it signed for a server (of 127.0.0.1, of localhost, and of
# 127.0.1, a name that every system takes for that address without looking it up) and for a client; and
# another authority, which signed nothing.
make_certificates() (
  [[ ! -e $1/complete ]] || exit 0
  command -v openssl >/dev/null || die "openssl is missing: apt-get install openssl"
  mkdir -p "$1"
  cd "$1"
  {
    openssl_request ca "sessionstore's test authority"
    openssl_request other-ca "another test authority"
    openssl_request server localhost -CA ca.pem -CAkey ca-key.pem \
      -addext "subjectAltName=DNS:localhost,DNS:127.0.1,IP:127.0.0.1" \
      -addext "basicConstraints=critical,CA:FALSE"
    openssl_request client client -CA ca.pem -CAkey ca-key.pem \
      -addext "basicConstraints=critical,CA:FALSE"
  } >openssl.log 2>&1 || die "openssl failed:" "$(<openssl.log)"
  give_to_servers server-key.pem
  touch complete
)
