# shellcheck shell=bash
# Debian's own packages, for the scripts that source this file and have a function fail.

# quietly COMMAND...: its output is shown only when it fails
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" < /dev/null > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "this failed: $*"
  fi
  rm -f "$log"
}

# Prints the mirror that this machine uses for Debian 12 itself.
debian_mirror() {
  local found
  # shellcheck disable=SC2016  # apt fills them in
  found=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' | awk '$1 == "bookworm" { print $2; exit }')
  [ -n "$found" ] || fail "apt-get knows no mirror of Debian 12 on this machine"
  echo "$found"
}

# debian_system FOLDER SUITE PACKAGE...: a root file system with these packages and no more than they need, no daemon of which starts. As root.
debian_system() {
  local root=$1 suite=$2 from
  shift 2
  from=$(debian_mirror)
  export DEBIAN_FRONTEND=noninteractive
  command -v debootstrap > /dev/null || quietly apt-get install -y -q --no-install-recommends debootstrap
  quietly debootstrap --variant=minbase "$suite" "$root" "$from"
  printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  mkdir -p "$root/etc/postgresql-common"
  echo 'create_main_cluster = false' > "$root/etc/postgresql-common/createcluster.conf"
  printf 'path-exclude %s/*\n' /usr/share/doc /usr/share/man /usr/share/locale /usr/share/info > "$root/etc/dpkg/dpkg.cfg.d/small"
  quietly chroot "$root" apt-get install -y -q --no-install-recommends "$@"
  rm -rf "$root"/var/{cache,lib}/apt/* "$root"/usr/share/{doc,man,locale,info}/* "$root"/tmp/* "$root/usr/sbin/policy-rc.d"
}
