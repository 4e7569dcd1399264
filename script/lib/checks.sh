# The steps of script/test. Needs common.sh and build.sh.
# shellcheck shell=bash

export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:${ASAN_OPTIONS:-}"
export UBSAN_OPTIONS="print_stacktrace=1:${UBSAN_OPTIONS:-}"
export TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1:${TSAN_OPTIONS:-}"

# step TITLE FUNCTION: says what happens and, afterwards, how long it took.
step() {
  local start=$SECONDS
  say "$1"
  "$2" || die "failed: $1"
  printf '    %d s\n' "$((SECONDS - start))" >&2
}

# our_files PATTERN...: what git tracks, and new files that it does not ignore, NUL after each.
our_files() {
  git -c safe.directory="$root" -C "$root" ls-files -z --cached --others --exclude-standard -- "$@"
}

# Every file that starts with a shell's name, and with -a what it sources.
check_scripts() {
  local file line scripts=()
  while IFS= read -r -d '' file; do
    read -r line <"$root/$file" || continue
    [[ $line != '#!'*sh ]] || scripts+=("$file")
  done < <(our_files script .ci '*.sh')
  (cd_root && shellcheck -a -x --source-path=SCRIPTDIR "${scripts[@]}")
}

check_format() {
  (cd_root && our_files '*.cpp' '*.h' | xargs -0 -n 50 -P "$jobs" clang-format --dry-run -Werror)
}

# The release build with warnings as errors, tried the way a user does: in a home of its own, twice,
# first with no history and then with one.
check_quickstart() {
  local home output
  home=$(mktemp -d)
  # shellcheck disable=SC2064  # the name is wanted as it is now
  trap "rm -rf '$home'" RETURN
  quickstart_in() {
    env -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u OPENCODE_SESSION_PROVIDER_TYPE -u OPENCODE_MYSQL_DSN \
      HOME="$home" SESSIONSTORE_WERROR=ON "$root/script/quickstart" 2>&1
  }
  output=$(quickstart_in) || { printf '%s\n' "$output" >&2; return 1; }
  [[ $output == *"Importing the sample"* && -f $home/.opencode/sessionstore.db ]] ||
    { printf '%s\n' "$output" >&2; return 1; }

  mkdir -p "$home/.local/share/opencode"
  tar -xzf "$root/tests/data/storage-1.1.65.tar.gz" -C "$home/.local/share/opencode"
  output=$(quickstart_in) || { printf '%s\n' "$output" >&2; return 1; }
  [[ $output == *"Importing your OpenCode history"* ]] || { printf '%s\n' "$output" >&2; return 1; }
}

# clang-tidy runs beside the compiler, so that ninja knows which sources are due.
check_lint() {
  configure lint && build lint -k 0
}

# Before the tests, so that it is plain what is missing where it cannot be had. Somebody without a
# network may want to run the other tests.
fetch_opencode_versions() {
  [[ -n $("$root/script/opencode" missing) ]] || return 0
  if ! (install_npm && "$root/script/opencode" fetch >/dev/null); then
    [[ ${CI:-} != true ]] || return 1
    say "WITHOUT THE REAL OPENCODE the tests that run it will fail"
  fi
}

build_dev() {
  configure dev && build dev
}

# Only the programs whose tests use threads.
check_races() {
  configure tsan && build tsan threaded_tests && run_tests tsan
}

# run_tests PRESET [ctest arguments...]
run_tests() {
  local preset=$1 fixed_addresses=()
  shift
  # The sanitizers of GCC 12 cannot cope with as much address randomisation as newer kernels have;
  # some containers forbid to switch it off, and there it has to go without.
  ! setarch -R true 2>/dev/null || fixed_addresses=(setarch -R)
  (cd_root && "${fixed_addresses[@]}" ctest --preset "$preset" -j "$jobs" "$@" </dev/null)
}
