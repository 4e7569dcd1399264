# fish completion for sessionstore

function __sessionstore_ids
    sessionstore list --ids --all-projects --children --archived --limit 1000 2>/dev/null
end

complete -c sessionstore -f
complete -c sessionstore -l config -r -F -d 'Read this configuration file and no other'
complete -c sessionstore -l provider -x -a 'sqlite mysql' -d 'Use this provider'
complete -c sessionstore -l store -x -d 'Use this store'
complete -c sessionstore -l project -x -d 'Work on this project'
complete -c sessionstore -l all-projects -d 'Work on all projects'
complete -c sessionstore -l json -d 'Print one JSON document, errors included'
complete -c sessionstore -l quiet -d 'Print only results and errors'
complete -c sessionstore -l verbose -d 'Print more'
complete -c sessionstore -l no-progress -d 'Draw no progress bar'
complete -c sessionstore -l version -d 'Print the version and exit'
complete -c sessionstore -s h -l help -d 'Print help and exit'

complete -c sessionstore -n __fish_use_subcommand -a import -d 'Take sessions into the store'
complete -c sessionstore -n __fish_use_subcommand -a copy -d 'Copy all sessions of one place into another'
complete -c sessionstore -n __fish_use_subcommand -a list -d 'Sessions of the project, the latest first'
complete -c sessionstore -n __fish_use_subcommand -a show -d 'A transcript'
complete -c sessionstore -n __fish_use_subcommand -a status -d 'The store in use, the project, what is there'
complete -c sessionstore -n __fish_use_subcommand -a projects -d 'All projects in the store'
complete -c sessionstore -n __fish_use_subcommand -a project -d 'The project of a directory'
complete -c sessionstore -n __fish_use_subcommand -a rename -d 'Give a session another title'
complete -c sessionstore -n __fish_use_subcommand -a archive -d 'Take a session out of the list, or put it back'
complete -c sessionstore -n __fish_use_subcommand -a delete -d 'Delete sessions'
complete -c sessionstore -n __fish_use_subcommand -a verify -d 'Read everything and compare it with its hashes, or with another place'
complete -c sessionstore -n __fish_use_subcommand -a migrate -d 'The schema of the store'
complete -c sessionstore -n __fish_use_subcommand -a config -d 'The effective configuration'
complete -c sessionstore -n __fish_use_subcommand -a providers -d 'The kinds of store'

complete -c sessionstore -n '__fish_seen_subcommand_from list' -l limit -x -d 'At most so many'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l after -x -d 'Go on after this key'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l author -x -d 'Only what this author ran'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l children -d 'Child sessions too'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l archived -d 'Archived sessions too'
complete -c sessionstore -n '__fish_seen_subcommand_from show' -l full -d 'Show everything'
complete -c sessionstore -n '__fish_seen_subcommand_from archive' -l undo -d 'Put it back into the list'
complete -c sessionstore -n '__fish_seen_subcommand_from delete' -l yes -d 'Do not ask'
complete -c sessionstore -n '__fish_seen_subcommand_from copy verify' -l from -x -a 'store sqlite: mysql: opencode: opencode-go:' -d 'The place to read'
complete -c sessionstore -n '__fish_seen_subcommand_from copy verify' -l to -x -a 'store sqlite: mysql: opencode: opencode-go:' -d 'The place to write or to compare with'
complete -c sessionstore -n '__fish_seen_subcommand_from show rename archive delete' -a '(__sessionstore_ids)'
complete -c sessionstore -n '__fish_seen_subcommand_from migrate' -a 'status plan up repair'
complete -c sessionstore -n '__fish_seen_subcommand_from project' -a '(__fish_complete_directories)'
complete -c sessionstore -n '__fish_seen_subcommand_from import' -a 'opencode: opencode-go: sqlite: mysql:'
