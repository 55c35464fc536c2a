#!/usr/bin/env bash
# Makes the network that comes with the product: synthetic people, two trainings, the model file. Needs no graphics card:
# about 90 minutes of one processor core. Started again after an interruption, it goes on where it was.
#   models/body-composition/make.sh FOLDER
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
run="$here/../../deepanatomy"
work=$(realpath -m -- "${1:?Give a folder for the people and the runs}")
mkdir -p "$work"
export OMP_WAIT_POLICY=passive

[ -d "$work/phantoms" ] || "$run" phantom "$work/phantoms" --count 60 --seed 5000 --varied

train() { # configuration, run
  if [ ! -e "$work/$2/evaluation.json" ]; then
    cp "$here/architecture.json" "$here/$1" "$work/"
    "$run" train "$work/$1" --run "$work/$2" --set executor.threads=1 $([ -e "$work/$2/checkpoints/last.keras" ] && echo --resume)
  fi
}

train first.yaml first
train second.yaml second
"$run" model convert "$work/second/checkpoints/best.keras" "$work/body-composition.keras"
echo "$work/body-composition.keras"
