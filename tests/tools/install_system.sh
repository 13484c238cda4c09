#!/bin/sh
# Installs what the tests use and pip cannot bring: Maven and a Java for Neo4j, and Chromium.
# Usage: install_system.sh [PYTHON]; PYTHON has Playwright. Only as root where apt-get exists; anything else is said in one line, and the tests then skip what needs it.

has_java() {
  for java in "${JAVA_HOME:-/nowhere}/bin/java" /usr/lib/jvm/*/bin/java "$(command -v java)"; do
    if [ -n "$java" ] && [ -x "$java" ]; then
      release=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
      if [ "${release:-0}" -ge 17 ]; then return 0; fi
    fi
  done
  return 1
}

has_chromium() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

needs_neo4j() {
  [ -z "${NEO4J_URI:-}" ] && ! docker info >/dev/null 2>&1
}

missing() {
  if needs_neo4j; then
    command -v mvn >/dev/null 2>&1 || echo maven
    has_java || echo openjdk-17-jre-headless
  fi
  has_chromium || echo chromium
}

wanted=$(missing)
if [ -z "$wanted" ]; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:" $wanted
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null 2>&1
  for package in $wanted; do
    # The newer distributions have no 17 any more.
    for name in $(echo "$package" | sed 's/^openjdk-17-jre-headless$/& default-jre-headless/'); do
      if apt-get install -qq -y --no-install-recommends "$name" >/dev/null 2>&1; then break; fi
    done
  done
fi

# Playwright brings a Chromium of its own where the system has none and its download is let through.
python=${1:-}
if ! has_chromium && [ -n "$python" ] && "$python" -m playwright install chromium >/dev/null 2>&1; then
  echo "Chromium: Playwright's own"
  has_chromium() { true; }
fi

wanted=$(missing)
if [ -n "$wanted" ]; then
  echo "not to be had here, so tests that need it are skipped:" $wanted
fi
exit 0
