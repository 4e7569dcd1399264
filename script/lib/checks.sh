# The steps of script/test. Needs common.sh, build.sh, lint.sh and hardening.sh.
# shellcheck shell=bash

export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:${ASAN_OPTIONS:-}"
export UBSAN_OPTIONS="print_stacktrace=1:${UBSAN_OPTIONS:-}"
export TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1:${TSAN_OPTIONS:-}"

times_directory="$root/build/times"

# note_step SECONDS TITLE: for script/test --times.
note_step() { printf '%d\t%s\n' "$1" "$2" >>"$times_directory/steps"; }

# step TITLE COMMAND...: says what happens and, afterwards, how long it took.
step() {
  local start=$SECONDS
  say "$1"
  "${@:2}" || die "failed: $1"
  printf '    %d s\n' "$((SECONDS - start))" >&2
  note_step "$((SECONDS - start))" "$1"
}

# begin_times: forgets those of an earlier run.
begin_times() {
  rm -rf "$times_directory"
  mkdir -p "$times_directory"
}

print_times() { python3 "$root/script/lib/times.py" "$root/build" "$times_directory/steps"; }

# our_files PATTERN...: what git tracks, and new files that it does not ignore, NUL after each.
our_files() { our_git ls-files -z --cached --others --exclude-standard -- "$@"; }

install_test_packages() { install_packages build test; }

readonly test_servers="$root/build/dev/tests/servers"

# tests_with_servers [ctest arguments...]: those among them that need the servers, one a line.
tests_with_servers() {
  configure dev &&
    ctest --test-dir "$root/build/dev" -N -L '^servers$' -FA '.*' "$@" | sed -n 's/.*Test *#.*: //p'
}

# start_servers [ctest arguments...]: before anything is built, so that what does not start is said at once,
# with what it costs. Not where none of the tests needs them.
start_servers() {
  local tests
  tests=$(tests_with_servers "$@") || return
  [[ -n $tests ]] || return 0
  trap stop_servers EXIT
  "$root/script/servers" start "$test_servers" && return
  {
    printf '\n*** THE DATABASE SERVERS DO NOT START; why is said above. These tests need them:\n'
    printf '      %s\n' "${tests//$'\n'/$'\n      '}"
    printf '\n'
  } >&2
  return 1
}

# Again at the end, for a run that did not come to its tests, the last of which stops them.
stop_servers() { "$root/script/servers" stop "$test_servers"; }

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
  has_last_word clang-format || return 0
  (cd_root && our_files '*.cpp' '*.h' | xargs -0 -n 50 -P "$jobs" clang-format --dry-run -Werror)
}

# The release build, whose warnings stop no user and are an error here, tried the way a user does: in a home
# of its own, twice, first with no history and then with one.
check_quickstart() {
  local home output
  home=$(mktemp -d)
  # shellcheck disable=SC2064  # the name is wanted as it is now
  trap "rm -rf '$home'" RETURN
  quickstart_in() {
    env -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u OPENCODE_SESSION_PROVIDER_TYPE -u OPENCODE_MYSQL_DSN \
      HOME="$home" "$root/script/quickstart" 2>&1
  }
  output=$(quickstart_in) || { printf '%s\n' "$output" >&2; return 1; }
  [[ $output == *"Importing the sample"* && $output != *" warning: "* &&
    -f $home/.opencode/sessionstore.db ]] ||
    { printf '%s\n' "$output" >&2; return 1; }
  check_hardening "$root/build/quickstart/cli/sessionstore" || return 1

  mkdir -p "$home/.local/share/opencode"
  tar -xzf "$root/tests/data/storage-1.1.65.tar.gz" -C "$home/.local/share/opencode"
  output=$(quickstart_in) || { printf '%s\n' "$output" >&2; return 1; }
  [[ $output == *"Importing your OpenCode history"* ]] || { printf '%s\n' "$output" >&2; return 1; }
}

# In CI's time: where everything is due, the rest is left for script/lint.
check_lint() {
  has_last_word clang-tidy || return 0
  lint_changed 30
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

check_races() {
  configure tsan && build tsan threads_test && run_tests tsan
}

# run_tests PRESET [ctest arguments...]
run_tests() {
  local preset=$1 fixed_addresses=() start=$SECONDS code=0
  shift
  # The sanitizers of GCC 12 cannot cope with as much address randomisation as newer kernels have;
  # some containers forbid to switch it off, and there it has to go without.
  ! setarch -R true 2>/dev/null || fixed_addresses=(setarch -R)
  mkdir -p "$times_directory"
  (cd_root && "${fixed_addresses[@]}" ctest --preset "$preset" -j "$jobs" \
    --output-junit "$times_directory/$preset.xml" "$@" </dev/null) || code=$?
  # Those of other trees are a part of a step that is noted whole.
  local title="Tests of build/$preset"
  [[ $preset == dev ]] || title="of the next: $title"
  note_step "$((SECONDS - start))" "$title"
  return "$code"
}
