# bash completion for sessionstore

_sessionstore_ask() {
  # The store that the line names is the one whose ids are wanted. Read from the whole line, for
  # the words are split at colons.
  local store=() option
  for option in --config --provider --store; do
    [[ $COMP_LINE =~ ${option}[=\ ]([^\ ]+) ]] && store+=("$option" "${BASH_REMATCH[1]}")
  done
  sessionstore "${store[@]}" "$@" 2>/dev/null
}

_sessionstore_ids() {
  _sessionstore_ask list --ids --all-projects --children --archived --limit 1000 | cut -f 1
}

# A path after a scheme, such as opencode:~/x. Bash takes the colon for a word of its own, unless it
# was told otherwise.
_sessionstore_path() {
  local cur=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} prefix=''
  [[ ${line##* } =~ ^(sqlite|opencode|opencode-go|bundle):(.*)$ ]] || return 1
  [[ $cur == "${BASH_REMATCH[0]}" ]] && prefix=${BASH_REMATCH[1]}:
  mapfile -t COMPREPLY < <(compgen -f -P "$prefix" -- "${BASH_REMATCH[2]/#\~/$HOME}")
  compopt -o filenames -o nospace 2>/dev/null
  return 0
}

_sessionstore() {
  local cur prev command='' i
  local commands='import export copy push pull sync conflicts list show status projects project rename archive delete verify migrate
    config trust providers'
  local options='--config --provider --store --project --all-projects --json --quiet --verbose
    --no-progress --version --help'
  cur=${COMP_WORDS[COMP_CWORD]}
  prev=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  : "${COMP_POINT:=${#COMP_LINE}}"

  _sessionstore_path && return
  case $prev in
    --config) mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
    --provider) mapfile -t COMPREPLY < <(compgen -W 'sqlite mysql' -- "$cur") && return ;;
    --from | --to | --local | --remote) mapfile -t COMPREPLY < <(compgen -W 'store sqlite: mysql: opencode: opencode-go: bundle:' -- "$cur") &&
      compopt -o nospace && return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W 'bundle opencode markdown' -- "$cur") && return ;;
    --keep) mapfile -t COMPREPLY < <(compgen -W 'local remote both' -- "$cur") && return ;;
    --output) mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
    --project) mapfile -t COMPREPLY < <(IFS=$'\n' && compgen -W "$(_sessionstore_ask projects --ids)" -- "$cur") && return ;;
    --author) mapfile -t COMPREPLY < <(IFS=$'\n' && compgen -W "$(_sessionstore_ask list --all-projects --author-names)" -- "$cur") && return ;;
    --store | --limit | --after | --map | --max-delete | --interval) return ;;
  esac

  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ " ${commands//$'\n'/ } " == *" ${COMP_WORDS[i]} "* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done

  case $command in
    import) options+=' --salvage' ;;
    export) options+=' --to --format --output --map --archived' ;;
    list) options+=' --limit --after --author --all-authors --children --archived' ;;
    push | pull) options+=' --local --remote --map --dry-run --max-delete --restore --all-authors' ;;
    sync) options+=' --local --remote --map --dry-run --max-delete --restore --all-authors --watch --interval' ;;
    conflicts) options+=' --local --remote --map --all --keep --dry-run --yes --undo' ;;
    show) options+=' --full' ;;
    archive) options+=' --undo' ;;
    delete) options+=' --yes' ;;
    trust) options+=' --yes --list --remove --server' ;;
    copy) options+=' --from --to --map' ;;
    verify) options+=' --from --to --repair --accept' ;;
  esac
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
    return
  fi
  case $command in
    '') mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur") ;;
    show | export | push | pull | sync | rename | archive | delete)
      mapfile -t COMPREPLY < <(compgen -W "$(_sessionstore_ids)" -- "$cur")
      ;;
    conflicts) mapfile -t COMPREPLY < <(compgen -W 'list show resolve' -- "$cur") ;;
    migrate) mapfile -t COMPREPLY < <(compgen -W 'status plan up repair' -- "$cur") ;;
    project | trust) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    import) mapfile -t COMPREPLY < <(compgen -W 'opencode: opencode-go: bundle: sqlite: mysql:' -- "$cur") && compopt -o nospace ;;
  esac
}

complete -F _sessionstore sessionstore
