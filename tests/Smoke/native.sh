#!/bin/sh
# Runs the published binary as a person would: tests/Smoke/native.sh BINARY
# Prints a line a check (ok N - what, or not ok N - what) and "N passed, N failed" last; ends with 1 when one failed.
set -u
pith=${1:?"name the binary: tests/Smoke/native.sh artifacts/pith/pith"}
case $pith in /*) ;; *) pith=$PWD/$pith ;; esac
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export PITH_HOME="$work/home" NO_COLOR=1
cd "$work" || exit 1
number=0 passed=0 failed=0

check() { # check WHAT COMMAND…   passes when the command ends with 0
  what=$1
  shift
  number=$((number + 1))
  if "$@" >check.out 2>&1; then
    passed=$((passed + 1))
    echo "ok $number - $what"
  else
    failed=$((failed + 1))
    echo "not ok $number - $what"
    head -n 5 check.out | sed 's/^/#   /'
  fi
}

# ends CODE WORDS…   the program ends with CODE; unless that is 0, with one sentence and nothing on standard output
ends() {
  want=$1
  shift
  "$pith" "$@" >out 2>err </dev/null
  code=$?
  [ $code -eq "$want" ] || { echo "ended with $code, not $want: $(cat err)"; return 1; }
  [ "$want" -eq 0 ] && return
  [ ! -s out ] || { echo "printed something: $(head -c 200 out)"; return 1; }
  [ "$(wc -l <err)" -eq 1 ] && grep -q '^pith: ' err || { echo "not one sentence: $(cat err)"; return 1; }
}

prints() { # prints TEXT WORDS…
  want=$1
  shift
  "$pith" "$@" >out 2>err </dev/null || { cat err; return 1; }
  grep -qF -e "$want" out || { echo "no '$want' in: $(head -c 300 out)"; return 1; }
}

complains() { # complains CODE TEXT WORDS…
  code=$1 text=$2
  shift 2
  ends "$code" "$@" || return 1
  grep -qF -e "$text" err || { echo "no '$text' in: $(cat err)"; return 1; }
}

# A session of about 40 calls whose results are large enough that a budget of 8k needs every tier.
transcript() {
  awk 'BEGIN {
    u = 0
    print line("user", "\"role\":\"user\",\"content\":\"Find out why the build of widget fails and mend it. Never touch the tests.\"")
    for (i = 1; i <= 40; i++) {
      file = "/src/widget/part" (i % 7) ".c"
      print line("assistant", "\"id\":\"msg_" i "\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_" i "\",\"name\":\"Read\",\"input\":{\"file_path\":\"" file "\"}}],\"usage\":{\"input_tokens\":" i * 100 ",\"output_tokens\":50}")
      text = ""
      for (j = 1; j <= 60 + i % 7; j++)
        text = text sprintf("%6d\\tint widget_%d_%d(int value) { return value * %d + part_%d; }\\n", j, i % 7, j, j * 31 + i % 7, j)
      print line("user", "\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_" i "\",\"content\":\"" text "\"}]")
    }
    print line("assistant", "\"id\":\"msg_end\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[{\"type\":\"text\",\"text\":\"The fault is in part3.c.\"}]")
    print line("user", "\"role\":\"user\",\"content\":\"Then mend part3.c.\"")
  }
  function line(type, message) {
    u++
    return sprintf("{\"parentUuid\":%s,\"isSidechain\":false,\"type\":\"%s\",\"message\":{%s},\"uuid\":\"u%d\",\"timestamp\":\"2026-11-24T10:%02d:00.000Z\",\"sessionId\":\"s\",\"cwd\":\"/src\",\"version\":\"2.1.0\"}", u == 1 ? "null" : "\"u" u - 1 "\"", type, message, u, u % 60)
  }'
}

transcript >session.jsonl
printf 'one two three' >words
# every kind of budget, so that no search for the best plan can end beside its goal
budgets='500 1000 2000 4000 6000 7000 7500 7900 7999 8000 8001 8002 8010 9000 10000 16000'
: >empty
head -c 100000 /dev/urandom >noise
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >picture.png
mkdir folder

# the binary
size=$(wc -c <"$pith")
# Where they go: docs/decisions/0035.
check 'the binary is at most 20 MB' test "$size" -le 20000000
check 'it prints its version' prints 'pith ' --version
check 'it helps' prints 'Commands:' --help
for command in count inspect compact recall 'store put' 'store get' 'store list' 'store stats' 'store verify' 'store gc' 'store repair' completions man help version; do
  # shellcheck disable=SC2086  # the words of a command are words
  check "$command --help has an example" prints 'Examples:' $command --help
done
for shell in bash zsh fish; do check "completions for $shell" prints pith completions $shell; done
check 'the man page' prints '.TH PITH 1' man

# count
check 'count a file' prints 3 count words
check 'count several' prints ' total' count words empty
check 'count with one thread' prints ' total' count --jobs 1 words empty
check 'count an empty file' prints 0 count empty
check 'count standard input' sh -c "printf 'one two three' | '$pith' count | grep -qx 3"
check 'count as JSON' prints '"tokens": 3' count words --json
check 'count noise with a warning' sh -c "'$pith' count noise 2>&1 >/dev/null | grep -q 'no UTF-8'"
gzip -c words >words.gz && check 'count what is in a .gz' prints 3 count words.gz
gzip -c session.jsonl | head -c 2000 >cut.gz
check 'count a truncated .gz is 65' complains 65 cut.gz count cut.gz
if command -v zstd >/dev/null; then
  zstd -q words && check 'count what is in a .zst' prints 3 count words.zst
  zstd -q session.jsonl -o session.jsonl.zst
  head -c 2000 session.jsonl.zst >cut.jsonl.zst
  for command in count inspect 'compact --budget 16k'; do
    # shellcheck disable=SC2086
    check "$command a truncated .zst is 65" complains 65 cut.jsonl.zst $command cut.jsonl.zst
  done
  check 'inspect a .zst' prints 'Tokens by kind' inspect session.jsonl.zst
fi

# bad input
for command in count inspect 'compact --budget 16k' 'store put'; do
  # shellcheck disable=SC2086
  check "$command a missing file is 66" complains 66 nowhere $command nowhere
  # shellcheck disable=SC2086
  check "$command a folder is 65" complains 65 folder $command folder
done
for command in inspect 'compact --budget 16k'; do
  for file in empty noise picture.png words; do
    # shellcheck disable=SC2086
    check "$command $file is 65" complains 65 "$file" $command $file
  done
done
check 'count a picture is 65' complains 65 PNG count picture.png
for budget in 0 -5 abc ''; do check "a budget of '$budget' is 64" ends 64 compact session.jsonl --budget "$budget"; done
check 'a budget of 10 is 65 and says the smallest' complains 65 'smallest' compact session.jsonl --budget 10
"$pith" compact session.jsonl --budget 10 2>err >out
smallest=$(sed -n 's/.*--budget \([0-9]*\).*/\1/p' err)
check 'the smallest budget it names can be met' ends 0 compact session.jsonl --budget "${smallest:-0}"
check 'an unknown tier is 64' complains 64 'did you mean micro' compact session.jsonl --budget 8k --tiers mico
check 'an unknown command is 64' complains 64 "did you mean 'pith count'" cuont
check 'an unknown flag is 64' complains 64 'did you mean --json' count --jsno words
check 'a handle of nothing is 66' ends 66 recall pith:0123456789abcdef
check 'no handle is 64' ends 64 recall nonsense

# inspect and compact
check 'inspect' prints 'Tokens by kind' inspect session.jsonl
check 'inspect as JSON' prints '"dialect": "ClaudeCode"' inspect session.jsonl --json
check 'compact to a file' ends 0 compact session.jsonl --budget 8k -o context.json
check 'the file is within the budget' sh -c "[ \$('$pith' count context.json) -le 8000 ] && [ -s context.json ]"
check 'twice gives the same bytes' sh -c "'$pith' compact session.jsonl --budget 8k -o again.json >/dev/null && cmp context.json again.json"
check 'compact to standard output gives the same bytes' sh -c "'$pith' compact session.jsonl --budget 8k 2>/dev/null | cmp - context.json"
check 'compacting the result changes nothing' sh -c "'$pith' compact context.json --budget 8k 2>/dev/null | cmp - context.json"
for form in openai text transcript; do check "compact to $form" ends 0 compact session.jsonl --budget 8k --to $form -o "context.$form"; done
fits() { # fits FORM   every budget is met
  for budget in $budgets; do
    "$pith" compact session.jsonl --budget "$budget" --to "$1" -o fits.out >out 2>err || { cat err; return 1; }
    [ "$("$pith" count fits.out)" -le "$budget" ] || { echo "more than $budget"; return 1; }
  done
}
for form in messages openai text transcript; do check "every budget is met as $form" fits $form; done
check 'a plan' prints 'turn' compact session.jsonl --budget 8k --plan
check 'every handle in the context resolves' sh -c "grep -o 'pith:[0-9a-f]\{16\}' context.json | sort -u | while read -r handle; do '$pith' recall \"\$handle\" >/dev/null || exit 1; done"
check 'the context cites a handle' grep -q 'pith:[0-9a-f]\{16\}' context.json

# store
check 'put' prints 'pith:' store put noise
handle=$("$pith" store put noise)
check 'get gives the exact bytes' sh -c "'$pith' store get $handle | cmp - noise"
check 'get to a file' sh -c "'$pith' store get $handle -o noise.copy && cmp noise noise.copy"
check 'list' prints "$handle" store list
check 'stats' prints 'bytes on disk' store stats
check 'verify' prints 'whole' store verify
check 'the store is for its owner alone' sh -c "ls -ld home | grep -q '^drwx------'"
check 'gc collects nothing young' prints 'because they are young' store gc
check 'repair finds nothing' prints 'nothing to repair' store repair
check 'a cap keeps head and tail' sh -c "seq 1 100000 | '$pith' store put - --cap 4k 2>err | { read -r h; '$pith' store get \"\$h\"; } | { read -r first; [ \"\$first\" = 1 ] && tail -n 1 | grep -qx 100000; }"
check 'a full store is 73' sh -c "PITH_HOME=home2 PITH_QUOTA=10k '$pith' store put noise 2>err; [ \$? -eq 73 ] && grep -q PITH_QUOTA err"
seq 1 5000 >numbers
lines=$("$pith" store put numbers)
check 'recall lines' prints 4711 recall "$lines" --lines 4710-4712
check 'get lines' sh -c "'$pith' store get $lines --lines 4711-4712 | tail -n 1 | grep -qx 4712"
check 'get bytes' sh -c "[ \"\$('$pith' store get $lines --bytes 3-3)\" = 2 ]"
check 'recall by pattern with surroundings' prints 1234 recall "$lines" --grep '^1235$' --context 1
# The damage is repaired again, so that what follows sees a whole store.
blob=$(find home -name '*.zst' -size +50k | head -n 1)
cp "$blob" blob.saved && chmod u+w "$blob" && printf 'XXXX' | dd of="$blob" bs=1 seek=5000 conv=notrunc 2>/dev/null
check 'verify finds damage, names the file and ends with 65' sh -c "'$pith' store verify 2>err >/dev/null; [ \$? -eq 65 ] && grep -q '$(basename "$blob")' err"
check 'get refuses damage with 65 and writes no file' sh -c "'$pith' store get $handle -o damaged 2>/dev/null; [ \$? -eq 65 ] && [ ! -e damaged ]"
cp -f blob.saved "$blob"

# writing
check 'a closed pipe is silent and 0' sh -c "{ '$pith' store get $handle 2>err; echo \$? >code; } | head -c 10 >/dev/null; [ \"\$(cat code)\" = 0 ] && [ ! -s err ]"
check 'a closed pipe stops a long listing' sh -c "{ '$pith' recall $lines --grep . 2>err; echo \$? >code; } | head -n 1 >/dev/null; [ \"\$(cat code)\" = 0 ] && [ ! -s err ]"
check 'a closed standard output is 73' sh -c "'$pith' inspect session.jsonl >&- 2>err; [ \$? -eq 73 ] && [ \$(wc -l <err) -eq 1 ]"
check 'with a closed standard output the product still reaches its file' sh -c "'$pith' compact session.jsonl --budget 8k --json -o closed.json >&- 2>err; [ \$? -eq 73 ] && [ -s closed.json ]"
if [ -c /dev/full ]; then
  check 'a full standard output is 73' sh -c "'$pith' man >/dev/full 2>err; [ \$? -eq 73 ] && [ \$(wc -l <err) -eq 1 ]"
  check '-o on a full device is 73' complains 73 'no space left' compact session.jsonl --budget 8k -o /dev/full
  check 'the device is still a device' test -c /dev/full
fi
check '-o in a missing folder is 73' complains 73 'folder' compact session.jsonl --budget 8k -o nowhere/context.json
check '-o on a folder is 73' complains 73 'folder' compact session.jsonl --budget 8k -o folder
# ulimit -f makes the system refuse to let a file grow, as a full disk would.
check 'a file that cannot grow leaves nothing behind' sh -c "trap '' XFSZ; mkdir full && ulimit -f 4 && '$pith' store get $handle -o full/copy 2>err; [ \$? -eq 73 ] && [ -z \"\$(ls -A full)\" ]"
check 'a store that cannot grow is 73' sh -c "trap '' XFSZ; ulimit -f 4 && PITH_HOME=full/home '$pith' store put noise 2>err; [ \$? -eq 73 ] && [ \$(wc -l <err) -eq 1 ] && [ -z \"\$(find full -name '*.zst' -o -path '*/tmp/*')\" ]"
if [ "$(id -u)" -ne 0 ]; then
  echo old >kept && chmod 444 kept
  check '-o does not replace a read-only file' ends 73 compact session.jsonl --budget 8k -o kept
  cp session.jsonl unreadable.jsonl && chmod 000 unreadable.jsonl
  for verb in show fork export; do check "sessions $verb of what may not be read is 66" ends 66 sessions $verb unreadable.jsonl; done
fi
mkfifo pipe && mkdir interrupted
"$pith" compact pipe --budget 8k -o interrupted/context.json 2>/dev/null &
waiting=$!
exec 3>pipe
head -n 3 session.jsonl >&3
sleep 0.3
kill -TERM $waiting
wait $waiting 2>/dev/null
exec 3>&-
check 'a program that is stopped leaves nothing behind' sh -c '[ -z "$(ls -A interrupted)" ]'

# size
{ printf '{"type":"user","message":{"role":"user","content":"'; yes 'the quick brown fox jumps over the lazy dog' | tr '\n' ' ' | head -c 200000000; printf '"}}\n'; } >long.jsonl
peak() { # peak LIMIT_MB CODE WORDS…   memory, where GNU time can tell
  limit=$1 want=$2
  shift 2
  command -v /usr/bin/time >/dev/null || { "$pith" "$@" >out 2>err; [ $? -eq "$want" ]; return; }
  /usr/bin/time -f %M -o kb "$pith" "$@" >out 2>err
  code=$?
  [ $code -eq "$want" ] || { echo "ended with $code: $(cat err)"; return 1; }
  [ "$(tail -n 1 kb)" -le $((limit * 1024)) ] || { echo "took $(tail -n 1 kb) kB"; return 1; }
}
check 'count a line of 200 MB in 64 MB' peak 64 0 count long.jsonl
check 'inspect a line of 200 MB is 65' peak 300 65 inspect long.jsonl
check 'compact a line of 200 MB is 65' peak 300 65 compact long.jsonl --budget 16k
cat session.jsonl long.jsonl session.jsonl | sed 's/"uuid":"u/"uuid":"v/2' >mixed.jsonl
check 'a long line among others is passed over' sh -c "'$pith' inspect mixed.jsonl 2>err | grep -q 'Tokens by kind' && grep -q 'warning: 1 of' err"
rm -f long.jsonl mixed.jsonl
{ echo; head -c 200000000 /dev/zero | tr '\0' ' '; echo x; } >long.txt
check 'count 200 MB of white space behind a line end in 32 MB' peak 32 0 count long.txt
{ printf '\344\270\255'; head -c 200000000 /dev/zero | tr '\0' A; echo '!'; } >long.txt
check 'count 200 MB of upper case behind a caseless letter in 32 MB' peak 32 0 count long.txt
rm -f long.txt

# terminal
if command -v tmux >/dev/null; then
  screen() { # screen WIDTH COMMAND   what a terminal of that width shows
    tmux -L "pith-smoke-$$" -f /dev/null new-session -d -x "$1" -y 200 "$2; sleep 5"
    sleep 1
    tmux -L "pith-smoke-$$" capture-pane -p >screen
    tmux -L "pith-smoke-$$" capture-pane -pJ | sed 's/ *$//' >joined # lines that were too long come out as one here
    tmux -L "pith-smoke-$$" kill-server
  }
  for width in 40 60 120; do
    screen $width "PITH_HOME='$PITH_HOME' '$pith' inspect session.jsonl"
    check "tables fit a terminal of $width columns" sh -c "grep -q 'Tokens by kind' screen && grep -q 'result' screen && cmp screen joined"
  done
fi

# The agent, offline; and over a real socket where nobody listens.
printf '%s\n' '{"tool":"Write","input":{"file_path":"/etc/pith","content":""}}' '{"text":"hello from a script"}' >hello.jsonl
check '-p plays a script' prints 'hello from a script' -p hi --model script:hello.jsonl
check '-p prints events' prints '"subtype":"permission_denied"' -p hi --model script:hello.jsonl --output-format stream-json
check '-p replays a session' prints '"num_turns":' -p hi --model replay:session.jsonl --max-turns 3000 --output-format json
check '-p stops at its turns' ends 53 -p hi --model script:hello.jsonl --max-turns 1
unset ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN ANTHROPIC_BASE_URL OPENAI_API_KEY OPENAI_BASE_URL
check '-p without a model is 69' complains 69 'ANTHROPIC_API_KEY' -p hi
export ANTHROPIC_BASE_URL=http://127.0.0.1:9 ANTHROPIC_API_KEY=none
check '-p where nobody listens is 75' complains 75 'nobody listens there' -p hi

# Where programs are started carelessly
check 'a closed standard input is an empty one' sh -c "'$pith' --version <&- | grep -q pith; '$pith' count <&-; [ \$? -lt 70 ]"
check 'a working folder that is gone is 66' sh -c "mkdir gone && cd gone && rmdir ../gone; '$pith' sessions list 2>../err; [ \$? -eq 66 ] && grep -q 'working folder' \"$work/err\""
check 'a key with a line break goes nowhere' sh -c "ANTHROPIC_API_KEY=\"\$(printf 'k\\r\\nX-Evil: y')\" '$pith' -p hi 2>err; [ \$? -eq 64 ] && grep -q ANTHROPIC_API_KEY err"

# The agent as a process: its end ends all that it started, and its session goes on.
unset ANTHROPIC_API_KEY ANTHROPIC_BASE_URL
nap=47110$$
printf '%s\n' "{\"tool\":\"Bash\",\"input\":{\"command\":\"sleep $nap\"}}" '{"text":"slept"}' >nap.jsonl
printf '%s\n' '{"text":"awake"}' >awake.jsonl
asleep() { pgrep -f "^sleep $nap" >/dev/null; }
within() { # within SECONDS COMMAND…   the command comes to hold in time
  tenths=$(($1 * 10))
  shift
  until "$@"; do
    [ $tenths -gt 0 ] || { echo "not in time: $*"; return 1; }
    tenths=$((tenths - 1))
    sleep 0.1
  done
}
gone() { ! kill -0 "$agent" 2>/dev/null; }
awake() { ! asleep; }
ended_by() { # ended_by SIGNAL CODE   in the middle of a call
  "$pith" -p hi --model script:nap.jsonl --permission-mode bypassPermissions >out 2>err </dev/null &
  agent=$!
  within 5 asleep || return 1
  kill -"$1" $agent
  within 2 gone && within 2 awake || return 1
  wait $agent
  code=$?
  [ $code -eq "$2" ] || { echo "ended with $code"; return 1; }
}
if command -v pgrep >/dev/null; then
  check 'a hangup ends it and what it started (opencode 14504)' ended_by HUP 129
  check 'a request to end does' ended_by TERM 143
  check 'a kill does' ended_by KILL 137
  check 'the session goes on behind it' prints 'awake' -p 'go on' --continue --model script:awake.jsonl
  id=$("$pith" sessions list --json | sed -n 's/.*"id": "\(.*\)".*/\1/p' | head -n 1)
  check 'the call is answered as interrupted' prints interrupted sessions export "$id"
  check 'and not run again' awake
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
