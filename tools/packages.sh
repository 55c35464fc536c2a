# Sourced by run.sh and test.sh: installs the Debian packages that are missing, quietly, and nothing when all are there.

need_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Missing Debian packages: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  echo "Installing Debian packages: ${missing[*]}"
  local log; log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2; rm -f "$log"
    echo "apt-get could not install: ${missing[*]}" >&2
    return 1
  fi
  rm -f "$log"
}

need_dotnet() {
  local version
  version=$(dotnet --version 2>/dev/null) || { echo "The .NET SDK 10 is not on the PATH. Install it from https://dotnet.microsoft.com or as the Debian package dotnet-sdk-10.0." >&2; return 1; }
  case "$version" in
    1[0-9].*) ;;
    *) echo "The .NET SDK here is $version; DeepAnatomy needs 10.0 or newer." >&2; return 1 ;;
  esac
}

need_node() {
  local version
  version=$(node --version 2>/dev/null) && command -v npm >/dev/null || { echo "Node 20.19 or newer with npm is not on the PATH. Install it from https://nodejs.org or your distribution." >&2; return 1; }
  case "$version" in
    v20.19.* | v20.[2-9][0-9].* | v2[2-9].* | v[3-9][0-9].*) ;;
    *) echo "Node here is $version; the web page needs 20.19 or newer." >&2; return 1 ;;
  esac
}

RUN_PACKAGES=(libgdcm-cil fonts-open-sans)
TEST_PACKAGES=("${RUN_PACKAGES[@]}" python3-numpy python3-scipy python3-h5py python3-nibabel python3-pydicom dcm2niix libgdcm-tools poppler-utils postgresql chromium python3-aiosmtpd)
