#!/bin/sh
# hooks.sh: have git lint what changed before each commit, in this clone.
set -eu
cd "${0%/*}/.."
hook=$(git rev-parse --git-path hooks)/pre-commit
cat >"$hook" <<'END'
#!/bin/bash
# Written by `make hooks`; `git commit --no-verify` passes it over.
mapfile -d '' files < <(git diff --cached --name-only -z --diff-filter=ACM)
[ ${#files[@]} -eq 0 ] || exec scripts/lint.sh "${files[@]}"
END
chmod +x "$hook"
echo "$hook: lints what changed before each commit"
