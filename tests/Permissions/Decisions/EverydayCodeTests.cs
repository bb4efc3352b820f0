using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>The other side of reading code: what people write every day with a line of another language passes where everything is allowed, though a rule denies a file.</summary>
public sealed class EverydayCodeTests : IDisposable
{
    private const string Lines = """
        python3 -c "print(1)"
        python3 -c 'import sys; print(sys.version)'
        python3 -c "import json; print(json.load(open('data.json'))['name'])"
        python3 -c 'import json,sys; print(json.dumps(json.load(sys.stdin), indent=2))' < data.json
        cat data.json | python3 -c 'import json,sys; d = json.load(sys.stdin); print(d.get("name", "/"))'
        python3 -c "import os; print(os.path.join('/', 'usr', 'lib'))"
        python3 -c "import os; print(os.listdir('/'))"
        python3 -c "import os; print(os.path.expanduser('~'))"
        python3 -c "import os; print(len(os.listdir('.')))"
        python3 -c "import os; os.remove('a.tmp')"
        python3 -c "import os; os.makedirs('build/x', exist_ok=True)"
        python3 -c "import shutil; shutil.rmtree('dist', ignore_errors=True)"
        python3 -c "import shutil; shutil.copy('a.txt', 'b.txt')"
        python3 -c "import shutil; print(shutil.which('git'), shutil.disk_usage('/').free)"
        python3 -c "import subprocess; print(subprocess.run(['ls', '-la'], capture_output=True, text=True).stdout)"
        python3 -c "import subprocess; subprocess.run(['git', 'status'])"
        python3 -c "import subprocess; subprocess.check_call('make test', shell=True)"
        python3 -c "import os; os.system('echo hello / world')"
        python3 -c "from pathlib import Path; print([p.name for p in Path('src').glob('*.ts')])"
        python3 -c "from pathlib import Path; p = Path('a.txt'); p.write_text(p.read_text().replace('/', '_'))"
        python3 -c "from pathlib import Path; Path('old.log').unlink(missing_ok=True)"
        python3 -c "from pathlib import Path; print(Path.home() / '.config')"
        python3 -c "import re; print(re.sub(r'/+', '/', 'a//b'))"
        python3 -c "import re,sys; print(re.findall(r'\d+', sys.stdin.read()))" < a.txt
        python3 -c "print('/'.join(['a', 'b']))"
        python3 -c "print('rm -rf / is dangerous')"
        python3 -c "x = ['/', '~']; x.remove('/'); print(x)"
        python3 -c "s = {'a', '/'}; s.discard('/'); print(s)"
        python3 -c "d = {'/': 1}; del d['/']; print(d)"
        python3 -c "import ast; ast.parse(open('x.py').read()); print('ok')"
        python3 -c "import yaml; yaml.safe_load(open('ci.yml'))"
        python3 -c "import tomllib; print(tomllib.load(open('pyproject.toml','rb'))['project']['version'])"
        python3 -c "import hashlib; print(hashlib.sha256(open('a.txt','rb').read()).hexdigest())"
        python3 -c "import urllib.parse as u; print(u.urlparse('http://x/y').path == '/')"
        python3 -c "import datetime; print(datetime.date.today())"
        python3 -c "import random; print(random.choice(['/', '.', '~']))"
        python3 -c "import numpy as np; print(np.__version__, np.delete([1,2], 0))"
        python3 -c "import torch; print(torch.cuda.is_available())"
        python3 -c "import flask; app = flask.Flask('x'); print(app.route('/'))"
        python3 -c "from django.urls import path; print(path('/', None))"
        python3 -c "import secrets; print(secrets.token_hex(16))"
        python3 -c "import base64; print(base64.b64encode(b'x').decode())"
        python3 -c "import csv; [print(r[0]) for r in csv.reader(open('a.csv'))]"
        python3 -c "import sqlite3; c = sqlite3.connect('x.db'); c.execute('delete from t where p = \"/\"'); c.commit()"
        python3 -c "import tempfile, shutil; d = tempfile.mkdtemp(); shutil.rmtree(d)"
        python3 -c "import os; [os.unlink(f) for f in os.listdir('build') if f.endswith('.o')]"
        python3 -c "import glob, os; [os.remove(f) for f in glob.glob('*.pyc')]"
        python3 -c "import socket; print(socket.gethostname())"
        python3 -c "import timeit; print(timeit.timeit('1+1'))"
        python3 -c "import doctest, x; doctest.testmod(x)"
        python3 -c 'print("it'"'"'s fine")'
        python3 -m json.tool data.json
        python3 -m py_compile x.py
        python3 -m http.server --help
        python3 x.py --root /
        python -c "import this"
        uv run python -c "print('/')"
        poetry run python -c "import app; print(app.ROOT == '/')"
        time python3 -c "print(sum(range(10**6)))"
        timeout 10 python3 -c "import time; time.sleep(1)"
        node -e "console.log(1)"
        node -e "console.log(process.version)"
        node -p "1 + 1"
        node -p "require('./package.json').version"
        node -p "require('os').cpus().length"
        node -e "console.log(require('path').resolve('/', 'x'))"
        node -e "console.log(require('fs').readdirSync('/'))"
        node -e "console.log(require('fs').readFileSync('a.txt', 'utf8').split('\n').length)"
        node -e "const fs = require('fs'); fs.writeFileSync('b.json', JSON.stringify({root: '/'}))"
        node -e "require('fs').rmSync('dist', { recursive: true, force: true })"
        node -e "require('fs').unlinkSync('x.sock'); console.log('/')"
        node -e "const m = new Map([['/', 1]]); m.delete('/'); console.log(m.size)"
        node -e "const s = new Set(['/']); s.delete('/'); console.log(s)"
        node -e "require('http').get('http://localhost:3000/', r => console.log(r.statusCode))"
        node -e "fetch('http://localhost/').then(r => r.text()).then(t => console.log(t))"
        node -e "require('child_process').execSync('npm test', {stdio: 'inherit'})"
        node -e "console.log(require('child_process').execSync('git rev-parse HEAD').toString())"
        node -e "const p = JSON.parse(require('fs').readFileSync('package.json')); delete p.private; console.log(p)"
        node -e "document.querySelector('.x').remove('/')"
        node --input-type=module -e "import fs from 'fs'; console.log(fs.existsSync('/etc/hosts'))"
        node -e "axios.delete('/users').then(r => console.log(r.status))"
        node -e "request(app).delete('/').expect(204).end(done)"
        node --check src/x.js
        node --test
        npx tsx -e "console.log('/' as string)"
        npx prettier --check src
        bun -e "console.log(Bun.version)"
        deno eval "console.log(Deno.cwd())"
        perl -pe 's/a/b/' a.txt
        perl -pe 's{/usr/local}{/opt}g' a.txt
        perl -pi -e 's/foo/bar/g' a.txt
        perl -i.bak -pe 's|~|/home|' a.txt
        perl -ne 'print if /rm -rf/' a.txt
        perl -ne 'print "$1\n" if m{^/(\w+)}' a.txt
        perl -lane 'print $F[0]' a.txt
        perl -0777 -pe 's/\n+/\n/g' a.txt
        perl -MJSON::PP -e 'print encode_json({a => "/"})'
        perl -e 'print join("/", 1..3), "\n"'
        perl -e 'unlink "x.tmp"'
        perl -e 'my %h = ("/" => 1); delete $h{"/"}; print keys %h'
        perl -v
        ruby -e 'puts 1'
        ruby -e 'puts File.join("/", "x")'
        ruby -rjson -e 'puts JSON.parse(File.read("data.json"))["name"]'
        ruby -e 'puts Dir["src/*"].sort'
        ruby -ne 'puts $_ if $_ =~ /x/' a.txt
        ruby -e 'a = ["/", "x"]; a.delete("/"); p a'
        php -r 'echo PHP_VERSION;'
        php -r 'echo dirname("/a/b"), "/";'
        php -r 'unlink("x.tmp");'
        php -l src/x.php
        lua -e 'print(("/"):rep(3))'
        Rscript -e 'print(1:3)'
        julia -e 'println(1)'
        awk '{print $1}' a.txt
        awk -F: '{ print $1 }' a.txt
        awk -F/ '{ print $NF }' a.txt
        awk 'NR > 1 && $2 > 3 { s += $2 } END { print s }' a.txt
        awk '/rm/ { n++ } END { print n "/" NR }' a.txt
        awk '!seen[$0]++' a.txt
        awk 'BEGIN { printf "%s\n", "/" }'
        awk '{ gsub("/", "_"); print }' a.txt
        awk '{ delete x["/"]; print }' a.txt
        awk '{ print > "out.txt" }' a.txt
        awk 'NR==FNR { a[$1]; next } $1 in a' a.txt b.txt
        ls | awk '{ print "/" $0 }'
        ls -l | awk '{ sum += $5 } END { print sum }'
        gawk 'BEGINFILE { print FILENAME }' a.txt
        jq . data.json
        jq -r '.name' data.json
        jq '.paths["/"]' data.json
        jq 'del(.paths["/"])' data.json
        jq -r '.[] | select(.x == "/") | .y' data.json
        jq -n '{a: "/", b: "~"}'
        cat data.json | jq -c 'to_entries[] | "\(.key)/\(.value)"'
        jq --arg p / '.root = $p' data.json
        yq '.jobs' ci.yml
        sed -n 1,20p a.txt
        sed 's/a/b/g' a.txt
        sed 's|/usr|/opt|' a.txt
        sed -i 's/a/b/' a.txt
        sed -i.bak -e '/^#/d' a.txt
        sed -E 's/(x) e (y)/\1 \2/' a.txt
        sed -e '1i\rm -rf /' a.txt
        sed -n '/start/,/end/p' a.txt
        sed '$d' a.txt
        sed 's/the rm -rf ~/x/' a.txt
        sed -i '/rm -rf \//d' a.txt
        echo "a b" | sed 's/ e / f /'
        git log --oneline -5
        git status --short
        git commit -m "say what rm -rf / does"
        git config user.name "Some One"
        git config core.pager "less -R"
        git -c user.name='A B' commit -m x
        tar czf x.tgz src
        tar -czf x.tgz --exclude='*.o' src
        tar tzf x.tgz
        rsync -a --delete src/ build/
        rsync -avz -e 'ssh -p 22' src/ host:app/
        zip -qr x.zip src
        sort -t / -k 2 a.txt
        make -j4 test
        make CFLAGS='-O2 -g' all
        vim -es -c 'g/x/d' -c wq a.txt
        sqlite3 x.db 'select "/" from t'
        sqlite3 x.db '.schema t'
        psql -c 'delete from routes where path = "/"'
        gdb -batch -ex 'bt' ./x core
        less -R a.txt
        man git
        ssh host 'ls /'
        curl -s http://localhost/ | python3 -m json.tool
        python3 -c "import shutil; shutil.rmtree('build')" && make
        cp a.txt /dev/null
        dd if=/dev/zero of=x.img bs=1M count=1
        echo x | tee a.txt
        truncate -s 0 a.txt
        mv build/x .
        chmod +x run.sh
        fdisk -l /dev/sda
        """;

    private readonly WorkFolder folder = new();

    public EverydayCodeTests()
    {
        foreach (var name in (string[])["a.txt", "b.txt", "data.json", "package.json", "x.py", "ci.yml", "src/x.ts", "build/x", ".env"])
            folder.Write(name, "x"u8);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("Read(.env)")]
    [InlineData("Edit(.env)")]
    public void NoneOfThemAsks(string? deny)
    {
        var authority = new Authority(Bench.Settings($$"""{"permissions":{"allow":["Bash"],"deny":[{{(deny is null ? "" : $"\"{deny}\"")}}] } }""", folder.Workspace.Root), new AuthorityOptions { Folder = folder.Workspace.Root, Home = "/home/me", IsTrusted = true });
        var asked = new List<string>();
        foreach (var line in Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (authority.Run(line) is { Verdict: not Verdict.Allow } decision)
                asked.Add($"{line}: {decision.Reason}");
        Assert.True(asked.Count == 0, string.Join('\n', asked));
    }
}
