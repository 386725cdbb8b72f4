#!/bin/sh
# Takes the pictures in docs/images from a real run of sample-projects/first-look on the virtual lab.
# Needs a build (./mvnw -DskipTests package) and, where there is no display, Xvfb.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
app=$root/app/target
[ -d "$app/splitboard/lib" ] || { echo "Build first: ./mvnw -DskipTests package" >&2; exit 1; }

scratch=$(mktemp -d)
xvfb=
clean_up() {
  [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || :
  rm -rf "$scratch"
}
trap clean_up EXIT

if [ -z "${DISPLAY:-}" ]; then
  command -v Xvfb >/dev/null || { echo "No display, and no Xvfb (apt install xvfb)." >&2; exit 1; }
  mkfifo "$scratch/number"
  Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$scratch/number" 2>"$scratch/xvfb.log" &
  xvfb=$!
  read -r number <"$scratch/number"
  export DISPLAY=":$number"
fi

# A copy, so that what the run leaves does not end up in the sample.
cp -r "$root/sample-projects/${1:-first-look}" "$scratch/first-look"
rm -rf "$scratch/first-look/.splitboard" "$scratch/first-look/experiments.db"*

modules=
for file in "$app"/splitboard/lib/javafx-*.jar; do
  modules=$modules${modules:+:}$file
done
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Dsplitboard.agent="$root/remote/agent/target/bundle" \
  -Dsplitboard.logs="$scratch/logs" \
  --module-path "$modules" --add-modules javafx.controls,javafx.swing \
  --add-exports javafx.base/com.sun.javafx.event=ALL-UNNAMED \
  -cp "$app/classes:$app/splitboard/lib/*" \
  io.splitboard.app.window.Screenshots "$scratch/first-look" "$root/docs/images" ||
  { tail -n 30 "$scratch/logs/splitboard.log" >&2; exit 1; }
ls -l "$root/docs/images"/*.png
