# clang-tidy, over all sources or over those that a change touches. Needs common.sh, build.sh.
#
# script/linted-commit holds a commit all of whose sources were clean, and the version of clang-tidy that
# found so. script/lint writes it.
# shellcheck shell=bash

linted_commit_file="$root/script/linted-commit"

our_git() { git -c safe.directory="$root" -C "$root" "$@"; }

# has_last_word TOOL: whether it is the version whose word counts. Others, of other systems, find other things.
has_last_word() {
  [[ $("$1" --version) != *"version 14."* ]] || return 0
  say "NOT DONE: $1 14 has the last word, and here is $("$1" --version | grep -oE 'version [0-9.]+')"
  return 1
}

clang_tidy_version() { clang-tidy --version | grep -oE 'version [0-9.]+' | cut -d' ' -f2; }

# lint_targets SOURCE...: sets targets to their objects as ninja names them. What the preset does not
# compile, a test say, has none.
lint_targets() {
  local compiled source
  compiled=$(sed -n 's/^ *"file": "\(.*\)",\?$/\1/p' "$root/build/lint/compile_commands.json")
  targets=()
  for source in "$@"; do
    ! grep -qxF "$root/$source" <<<"$compiled" || targets+=("$root/$source^")
  done
}

# all_sources: of the project, in git or new, one a line.
all_sources() { our_git ls-files --cached --others --exclude-standard -- '*.cpp' '*.h' | sort -u | existing; }

# existing: those of the paths on standard input that are still there.
existing() {
  local path
  while IFS= read -r path; do [[ ! -e $root/$path ]] || printf '%s\n' "$path"; done
}

# sources_to_lint: those that differ from the linted commit, and what includes them, one a line. Fails
# where that is unknown, or where how they are linted differs too, and says why.
sources_to_lint() {
  local commit version changed sources
  read -r commit version 2>/dev/null <"$linted_commit_file" ||
    { say "No commit is known to be linted whole"; return 1; }
  [[ $version == "$(clang_tidy_version)" ]] ||
    { say "What was linted whole was linted by clang-tidy $version"; return 1; }
  our_git merge-base --is-ancestor "$commit" HEAD 2>/dev/null ||
    { say "The commit that was linted whole, $commit, is not in this clone"; return 1; }
  changed=$(our_git diff --name-only --no-renames "$commit" && our_git ls-files --others --exclude-standard)
  ! grep -qE '(^|/)\.clang-tidy$|^script/lib/lint-source$|^cmake/SessionstoreTargets\.cmake$' <<<"$changed" || { say "How sources are linted has changed since $commit"; return 1; }
  mapfile -t sources < <(all_sources)
  (cd_root && python3 script/lib/dependents.py "${sources[@]}" <<<"$changed")
}

# lint_all [MINUTES]: every source but the tests'. After that many minutes it stops, without a failure, and
# says how many are left; what was clean is remembered.
lint_all() {
  local code=0
  configure lint || return
  say "Linting every source"
  if (($# == 0)); then
    build lint -k 0
    return
  fi
  timeout "${1}m" ninja -C "$root/build/lint" -j "$jobs" --quiet -k 0 || code=$?
  ((code == 124)) || return "$code"
  say "NOT EVERY SOURCE WAS LINTED in $1 minutes:" \
    "$(ninja -C "$root/build/lint" -n | grep -c Building) are left for script/lint"
}

# lint_changed [MINUTES]: what a change touches; everything, as lint_all does, if that is unknown.
lint_changed() {
  local sources targets
  if ! sources=$(sources_to_lint); then
    lint_all "$@"
    return
  fi
  configure lint || return
  mapfile -t sources <<<"$sources"
  lint_targets "${sources[@]}"
  say "Linting ${#targets[@]} sources that the change touches"
  ((${#targets[@]} == 0)) || build lint -k 0 "${targets[@]}"
}

# note_linted_commit: unless there is something that no commit has.
note_linted_commit() {
  if [[ -n $(our_git status --porcelain) ]]; then
    say "Not noted in script/linted-commit: there are changes that are not committed"
    return
  fi
  printf '%s %s\n' "$(our_git rev-parse HEAD)" "$(clang_tidy_version)" >"$linted_commit_file"
  say "Noted in script/linted-commit, for the next commit"
}
