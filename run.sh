#!/usr/bin/env bash
# Installs what is missing, builds, and runs the demo: synthetic patients from scan to report, then a training that you watch live. Arguments go to `deepanatomy demo`.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
. tools/packages.sh
need_dotnet
need_node
need_packages "${RUN_PACKAGES[@]}"
export OMP_WAIT_POLICY=passive
exec ./deepanatomy demo "$@"
