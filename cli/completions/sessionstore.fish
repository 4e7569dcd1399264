# fish completion for sessionstore

function __sessionstore_ids
    sessionstore list --ids --all-projects --children --archived --limit 1000 2>/dev/null
end

# Those that are given; after a scheme, paths.
function __sessionstore_places
    set -l token (commandline -ct)
    if string match -rq '^(sqlite|opencode|opencode-go|bundle):' -- $token
        set -l scheme (string replace -r ':.*' ':' -- $token)
        for path in (complete -C"'' "(string replace -r '^[^:]*:' '' -- $token) | string replace -r '\t.*' '')
            echo $scheme$path
        end
    else
        printf '%s\n' $argv
    end
end

complete -c sessionstore -f
complete -c sessionstore -l config -r -F -d 'Read this configuration file and no other'
complete -c sessionstore -l provider -x -a 'sqlite mysql' -d 'Use this provider'
complete -c sessionstore -l store -x -a '(__sessionstore_places sqlite: mysql: opencode: bundle:)' -d 'Use this store'
complete -c sessionstore -l project -x -a '(sessionstore projects --ids 2>/dev/null)' -d 'Work on this project'
complete -c sessionstore -l all-projects -d 'Work on all projects'
complete -c sessionstore -l json -d 'Print one JSON document, errors included'
complete -c sessionstore -l quiet -d 'Print only results and errors'
complete -c sessionstore -l verbose -d 'Print more'
complete -c sessionstore -l no-progress -d 'Draw no progress bar'
complete -c sessionstore -l version -d 'Print the version and exit'
complete -c sessionstore -s h -l help -d 'Print help and exit'

complete -c sessionstore -n __fish_use_subcommand -a import -d 'Take sessions into the store'
complete -c sessionstore -n __fish_use_subcommand -a export -d 'Write sessions to a bundle, another store, or as documents'
complete -c sessionstore -n __fish_use_subcommand -a copy -d 'Copy all sessions of one place into another'
complete -c sessionstore -n __fish_use_subcommand -a push -d 'Send what is new in your OpenCode to the store'
complete -c sessionstore -n __fish_use_subcommand -a pull -d 'Bring what is new in the store into your OpenCode'
complete -c sessionstore -n __fish_use_subcommand -a sync -d 'Both, and tell where two went on at once'
complete -c sessionstore -n __fish_use_subcommand -a conflicts -d 'What a sync could not make one, and how to settle it'
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
complete -c sessionstore -n __fish_use_subcommand -a trust -d 'Let a directory\'s .opencode.json decide where history goes'
complete -c sessionstore -n __fish_use_subcommand -a providers -d 'The kinds of store'

complete -c sessionstore -n '__fish_seen_subcommand_from list' -l limit -x -d 'At most so many'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l after -x -d 'Go on after this key'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l author -x -a '(sessionstore list --all-projects --author-names 2>/dev/null)' -d 'Only what this author ran'
complete -c sessionstore -n '__fish_seen_subcommand_from list push pull sync' -l all-authors -d 'Everybody\'s sessions'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l children -d 'Child sessions too'
complete -c sessionstore -n '__fish_seen_subcommand_from list' -l archived -d 'Archived sessions too'
complete -c sessionstore -n '__fish_seen_subcommand_from show' -l full -d 'Show everything'
complete -c sessionstore -n '__fish_seen_subcommand_from archive conflicts' -l undo -d 'Put it back'
complete -c sessionstore -n '__fish_seen_subcommand_from delete conflicts trust' -l yes -d 'Do not ask'
complete -c sessionstore -n '__fish_seen_subcommand_from copy verify' -l from -x -a '(__sessionstore_places store sqlite: mysql: opencode: opencode-go: bundle:)' -d 'The place to read'
complete -c sessionstore -n '__fish_seen_subcommand_from copy verify' -l to -x -a '(__sessionstore_places store sqlite: mysql: opencode: bundle:)' -d 'The place to write or to compare with'
complete -c sessionstore -n '__fish_seen_subcommand_from export' -l to -x -a '(__sessionstore_places bundle: opencode: sqlite: mysql: store)' -d 'Send them to this place'
complete -c sessionstore -n '__fish_seen_subcommand_from verify' -l repair -d 'Put right what the store itself gives back'
complete -c sessionstore -n '__fish_seen_subcommand_from verify' -l accept -d 'With --repair: take the rest as it is now'
complete -c sessionstore -n '__fish_seen_subcommand_from export' -l format -x -a 'bundle opencode markdown' -d 'Write documents'
complete -c sessionstore -n '__fish_seen_subcommand_from export' -l output -r -F -d 'To this file or into this directory'
complete -c sessionstore -n '__fish_seen_subcommand_from export' -l archived -d 'Archived sessions of the project too'
complete -c sessionstore -n '__fish_seen_subcommand_from export copy push pull sync conflicts' -l map -x -d 'Where directories of the other machine are here, FROM=TO'
complete -c sessionstore -n '__fish_seen_subcommand_from import' -l salvage -d 'Of a damaged bundle take what is whole'
complete -c sessionstore -n '__fish_seen_subcommand_from import' -a '(__sessionstore_places opencode: opencode-go: bundle: sqlite: mysql:)'
complete -c sessionstore -n '__fish_seen_subcommand_from show export push pull sync rename archive delete' -a '(__sessionstore_ids)'
complete -c sessionstore -n '__fish_seen_subcommand_from push pull sync conflicts' -l local -x -a '(__sessionstore_places opencode: sqlite: mysql:)' -d 'Instead of your own OpenCode data'
complete -c sessionstore -n '__fish_seen_subcommand_from push pull sync conflicts' -l remote -x -a '(__sessionstore_places store sqlite: mysql:)' -d 'The store to share with'
complete -c sessionstore -n '__fish_seen_subcommand_from push pull sync conflicts' -l dry-run -d 'Show what would be done'
complete -c sessionstore -n '__fish_seen_subcommand_from push pull sync' -l max-delete -x -d 'Carry over no deletion where there are more'
complete -c sessionstore -n '__fish_seen_subcommand_from push pull sync' -l restore -d 'Bring back what one side has deleted'
complete -c sessionstore -n '__fish_seen_subcommand_from sync' -l watch -d 'Sync whenever either side changes'
complete -c sessionstore -n '__fish_seen_subcommand_from sync' -l interval -x -d 'Ask the store at least every so many seconds'
complete -c sessionstore -n '__fish_seen_subcommand_from conflicts' -l all -d 'Settled ones too'
complete -c sessionstore -n '__fish_seen_subcommand_from conflicts' -l keep -x -a 'local remote both' -d 'Whose line keeps the id'
complete -c sessionstore -n '__fish_seen_subcommand_from conflicts' -a 'list show resolve'
complete -c sessionstore -n '__fish_seen_subcommand_from trust' -l list -d 'Show the files that are trusted, and the servers'
complete -c sessionstore -n '__fish_seen_subcommand_from trust' -l server -x -d 'With --remove: forget a server\'s certificate'
complete -c sessionstore -n '__fish_seen_subcommand_from trust' -l remove -d 'Trust the file no more'
complete -c sessionstore -n '__fish_seen_subcommand_from migrate' -a 'status plan up repair'
complete -c sessionstore -n '__fish_seen_subcommand_from project trust' -a '(__fish_complete_directories)'
complete -c sessionstore -n '__fish_seen_subcommand_from import' -a 'opencode: opencode-go: bundle: sqlite: mysql:'
