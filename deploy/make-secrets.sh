#!/bin/sh
# Makes the passwords, keys and certificates of docker-compose.yml where there are none yet, and never replaces one:
#
#   kurrentdb/   what KurrentDB reads: its administrator's password, its certificate and the authority behind it
#   mongodb/     what MongoDB reads: its administrator's password, and the key that members of a replica set share
#   setup/       what sets MongoDB up for the program: both passwords
#   program/     what the program reads: the URLs of its two stores, and the authority to trust
#
# A file is written beside first, so that one that is there is whole. Certificates hold for ten years.
set -eu
umask 077
folder=$1

# Who reads what, in the images that docker-compose.yml names.
kurrentdb=1001
mongodb=999
program=1000

for part in kurrentdb kurrentdb/authority mongodb setup program; do mkdir -p "$folder/$part"; done

# Writes standard input into a file, unless it is there.
keep() {
  if [ -e "$folder/$1" ]; then
    cat >/dev/null
  else
    cat >"$folder/$1.part"
    mv "$folder/$1.part" "$folder/$1"
    echo "made $1"
  fi
}

# Gives a copy to another reader.
share() {
  keep "$2" <"$folder/$1"
}

openssl rand -hex 24 | keep kurrentdb/admin-password
openssl rand -hex 24 | keep kurrentdb/ops-password
openssl rand -hex 24 | keep mongodb/root-password
openssl rand -base64 756 | keep mongodb/keyfile
openssl rand -hex 24 | keep setup/program-password
share mongodb/root-password setup/root-password

if [ ! -e "$folder/kurrentdb/node.crt" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/O=Budget Ledger/CN=Budget Ledger CA' \
    -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign \
    -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj '/CN=eventstoredb-node' -keyout "$work/node.key" -out "$work/node.csr" 2>/dev/null
  cat >"$work/extensions" <<'EXTENSIONS'
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:kurrentdb,DNS:localhost,IP:127.0.0.1
EXTENSIONS
  openssl x509 -req -days 3650 -in "$work/node.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial \
    -extfile "$work/extensions" -out "$work/node.crt" 2>/dev/null
  # One that was cut off before has left files that belong to no certificate. The authority's key is kept nowhere.
  rm -f "$folder/kurrentdb/authority/ca.crt" "$folder/kurrentdb/node.key" "$folder/program/ca.crt"
  keep kurrentdb/authority/ca.crt <"$work/ca.crt"
  keep kurrentdb/node.key <"$work/node.key"
  keep kurrentdb/node.crt <"$work/node.crt"
fi
share kurrentdb/authority/ca.crt program/ca.crt

printf 'kurrentdb://admin:%s@kurrentdb:2113/budget-ledger?tls=true&tlsCAFile=%s\n' \
  "$(cat "$folder/kurrentdb/admin-password")" /run/secrets/program/ca.crt | keep program/event-store-url
printf 'mongodb://budget-ledger:%s@mongodb:27017/budget_ledger?replicaSet=budget-ledger&authSource=budget_ledger\n' \
  "$(cat "$folder/setup/program-password")" | keep program/read-model-url

# Each reader alone has its files; where this does not run as root, they belong to whoever runs it.
if [ "$(id -u)" = 0 ]; then
  chown -R "$kurrentdb:$kurrentdb" "$folder/kurrentdb"
  chown -R "$mongodb:$mongodb" "$folder/mongodb"
  chown -R "$program:$program" "$folder/setup" "$folder/program"
fi
for part in kurrentdb mongodb setup program; do
  find "$folder/$part" -type d -exec chmod 500 {} +
  find "$folder/$part" -type f -exec chmod 400 {} +
done
echo 'the secrets are there'
