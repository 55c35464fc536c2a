#!/usr/bin/env bash
# Makes the network that comes with the product: synthetic people, one training, the model file. Needs no graphics card:
# about 20 minutes for the people and 50 for the training on two processor cores. Started again after an interruption, it goes on where it was.
#   models/body-composition/make.sh FOLDER
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
run="$here/../../deepanatomy"
work=$(realpath -m -- "${1:?Give a folder for the people and the run}")
mkdir -p "$work"
export OMP_WAIT_POLICY=passive

people() { # kind, first seed, further options of phantom: people of both kinds in one folder
  [ -e "$work/phantoms/$1-0044" ] && return
  [ -d "$work/$1" ] || "$run" phantom "$work/$1" --count 44 --seed "$2" "${@:3}"
  mkdir -p "$work/phantoms"
  for person in "$work/$1"/patient-*; do mv "$person" "$work/phantoms/$1-${person##*-}"; done
  rm -r "$work/$1"
}

people varied 20000 --varied
people usual 30000
if [ ! -e "$work/run/evaluation.json" ]; then
  cp "$here/architecture.json" "$here/training.yaml" "$work/"
  "$run" train "$work/training.yaml" --run "$work/run" $([ -e "$work/run/checkpoints/last.keras" ] && echo --resume)
fi
"$run" model convert "$work/run/checkpoints/best.keras" "$work/body-composition.keras"
echo "$work/body-composition.keras"
