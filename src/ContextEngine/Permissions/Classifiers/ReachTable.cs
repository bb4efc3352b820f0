namespace Pith.Permissions.Classifiers;

/// <summary>What programs reach, by the first words of a command: the longest entry that fits counts. Data, from the programs' own manuals.</summary>
internal static class ReachTable
{
    /// <summary>The most words of an entry.</summary>
    public const int Longest = 3;

    private static readonly (Reach Reach, string Commands)[] Entries =
    [
        (Reach.Reads, "zcat bzcat xzcat zstdcat zgrep zless awk gawk mawk jq yq xxd od hexdump strings less more bat tac nl paste join comm column fold expand rev shuf split csplit patch-check cksum b2sum sha1sum sha224sum sha384sum sha512sum lsof ps top pgrep uptime free df vmstat iostat nproc lscpu lsblk arch getconf locale tput stty clear man info apropos whatis help sleep seq yes factor bc expr let wait jobs times ulimit umask shopt set unset read mapfile readarray shift return break continue getopts pushd popd dirs alias declare local typeset readonly printenv export "
            + "ctags cloc tokei scc ast-grep fd fdfind ag ack rg locate python-config pkg-config nm objdump readelf otool size file du tree exa eza lsd git-log node.v diffstat colordiff cmp sdiff delta time date cal hostname whoami id groups uname ifconfig netstat ss ip dmesg journalctl who w last tty logname xdpyinfo"),
        (Reach.Writes, "sqlite3 mkdir touch cp mv rm rmdir ln tee sed install patch truncate mktemp tar unzip zip gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd 7z sort iconv dos2unix unix2dos chmod csplit split "
            + "biome black isort ruff autopep8 yapf pyright gofmt goimports golangci-lint rustfmt clippy-driver clang-format clang-tidy shfmt shellcheck hadolint yamllint markdownlint sqlfluff ktlint detekt swiftformat swiftlint scalafmt ormolu hlint nixfmt buf "
            + "git.add git.commit git.commit.--amend git.mv git.rm git.stash git.stash.push git.stash.pop git.stash.apply git.switch git.merge git.rebase git.cherry-pick git.revert git.apply git.am git.tag git.branch git.init git.checkout.-b git.checkout.-B git.reset.--soft git.worktree.add git.notes git.bisect git.format-patch git.archive git.sparse-checkout"),
        (Reach.Builds, "prettier eslint tslint stylelint flake8 pylint mypy rubocop standardrb php-cs-fixer phpstan psalm protoc make gmake ninja cmake meson bazel buck bear scons rake just task tox nox pytest py.test unittest jest vitest mocha ava karma cypress playwright tsc tsx ts-node esbuild rollup vite webpack parcel turbo nx lerna swc babel next astro storybook "
            + "cargo.build cargo.test cargo.check cargo.clippy cargo.fmt cargo.run cargo.bench cargo.doc cargo.clean cargo.tree cargo.metadata cargo.nextest rustc go.build go.test go.vet go.run go.fmt go.generate go.list go.env go.version go.tool go.doc gcc g++ cc c++ clang clang++ ld ar javac java kotlinc scalac sbt gradle ./gradlew gradlew mvn ./mvnw mvnw ant lein ghc stack.build stack.test cabal.build cabal.test ocamlc dune mix.test mix.compile mix.format elixir erlc rebar3 "
            + "dotnet.build dotnet.test dotnet.run dotnet.format dotnet.clean dotnet.publish dotnet.fsi msbuild swift.build swift.test swiftc xcodebuild zig.build zig.test zig nim nimble.build crystal dart.test dart.analyze dart.format flutter.test flutter.analyze flutter.build "
            + "npm.test npm.run npm.t npm.ls npm.list npm.start npm.run-script npm.exec-path npm.root npm.prefix npm.pkg npm.version pnpm.test pnpm.run pnpm.build pnpm.lint pnpm.ls pnpm.list yarn.test yarn.run yarn.build yarn.lint yarn.list bun.test bun.run bun.build deno.test deno.run deno.lint deno.fmt deno.check node python python3 python2 pypy ruby perl php lua luajit Rscript julia bash sh zsh "
            + "poetry.run pipenv.run uv.run hatch.run rye.run bundle.exec rspec rails.test rails.routes composer.test composer.run phpunit artisan coverage mise.run mise.exec mise.x mise.tasks mise.ls pre-commit.run alembic.history python3.-m.venv python.-m.venv virtualenv"),
        (Reach.Fetches | Reach.Writes, "npm.install npm.i npm.ci npm.add npm.update npm.audit npm.outdated npm.view npm.info npm.exec pnpm.install pnpm.i pnpm.add pnpm.update pnpm.dlx yarn yarn.install yarn.add yarn.upgrade yarn.dlx bun.install bun.add deno.install deno.add pip.install pip3.install pip.download pip3.download pipx uv.pip uv.add uv.sync uv.lock uv.tool uvx poetry.install poetry.add poetry.update poetry.lock pipenv.install conda mamba "
            + "cargo.install cargo.add cargo.update cargo.fetch go.get go.install go.mod.download go.mod.tidy gem bundle.install bundle.update bundle composer.install composer.require composer.update dotnet.restore dotnet.add dotnet.tool dotnet.new nuget mix.deps.get stack.setup cabal.update swift.package flutter.pub dart.pub nimble.install luarocks cpan cpanm brew apt apt-get dnf yum pacman apk zypper snap flatpak nix nix-env nix-shell asdf mise rustup nvm pyenv "
            + "git.fetch git.pull git.clone git.submodule git.ls-remote git.remote.update git.lfs curl wget aria2c http https xh lynx w3m links ftp sftp rsync.daemon dig nslookup host ping ping6 traceroute mtr whois youtube-dl yt-dlp huggingface-cli hf playwright.install telnet nc ncat netcat socat openssl.s_client nmap"),
        (Reach.MayFetch | Reach.Builds, "npx bunx"),
        (Reach.Sends, "git.push git.send-email gh.pr.create gh.pr.merge gh.pr.comment gh.pr.close gh.issue.create gh.issue.comment gh.issue.close gh.release gh.gist gh.api gh.repo gh.secret gh.workflow glab hub mail mailx sendmail mutt scp sftp ssh rsync npm.publish npm.deprecate npm.unpublish npm.login npm.adduser npm.token yarn.publish yarn.npm pnpm.publish cargo.publish cargo.yank cargo.login gem.push twine poetry.publish uv.publish dotnet.nuget docker.push podman.push vercel netlify firebase surge fly flyctl wrangler railway slack s3cmd rclone ngrok cloudflared tailscale"),
        (Reach.Fetches, "gh gh.pr.view gh.pr.list gh.pr.diff gh.pr.checks gh.pr.status gh.issue.view gh.issue.list gh.run gh.search gh.auth.status gh.repo.view gh.release.list"),
        (Reach.Services, "docker docker-compose podman buildah nerdctl kubectl helm minikube kind k9s oc vagrant virsh systemctl service launchctl supervisorctl pm2 nginx apachectl psql mysql mongo mongosh redis-cli influx cqlsh sqlcmd clickhouse-client aws.s3.ls aws.sts open xdg-open code cursor osascript pbcopy xclip tmux screen ansible.--version mount losetup"),
        (Reach.Services | Reach.Spends, "aws gcloud az doctl linode-cli hcloud terraform tofu pulumi cdk sam serverless sls eksctl ansible ansible-playbook heroku openai anthropic claude codex gemini llm aider stripe runpod modal replicate"),
        (Reach.Destroys, "git.reset git.clean git.checkout git.restore git.stash.drop git.stash.clear git.branch.-D git.branch.-d git.tag.-d git.reflog.expire git.reflog.delete git.gc git.prune git.filter-branch git.filter-repo git.update-ref git.worktree.remove git.remote git.config shred srm dropdb createdb mysqladmin flyway liquibase alembic rails.db prisma sequelize knex django-admin manage.py truncate-table"),
        (Reach.Privileges, "sudo su doas pkexec run0 runuser chroot unshare nsenter setcap visudo passwd usermod useradd userdel groupadd chpasswd adduser deluser"),
        (Reach.Protections, "iptables ip6tables nft ufw firewall-cmd setenforce aa-disable aa-teardown auditctl sysctl modprobe insmod rmmod kextload csrutil spctl chattr setfacl fdisk parted mkswap swapoff swapon grub-install update-grub efibootmgr shutdown reboot halt poweroff init telinit"),
        (Reach.Persists, "crontab at batch systemd-run update-rc.d chkconfig ssh-copy-id ssh-keygen git.config.--global git.config.--system chsh"),
        (Reach.Credentials, "security keyring secret-tool pass op bw gpg gpg2 ssh-add ssh-agent vault kinit aws.configure gcloud.auth gh.auth docker.login npm.token age sops"),
        (Reach.Processes, "kill pkill killall xkill renice fuser strace ltrace gdb lldb perf dtrace bpftrace ptrace nice ionice taskset"),
    ];

    private static readonly Dictionary<string, Reach> Table = Build();

    /// <summary>What the first words of a command reach; null where the table does not know the program.</summary>
    public static Reach? Find(ReadOnlySpan<string> words)
    {
        for (var length = Math.Min(words.Length, Longest); length > 0; length--)
            if (Table.TryGetValue(string.Join('.', words[..length]), out var reach))
                return reach;
        return null;
    }

    // No frozen one: it takes longer to make than all look-ups of a session together.
    private static Dictionary<string, Reach> Build()
    {
        // Of an entry that stands in two lists the more dangerous counts, which is the later one.
        var table = new Dictionary<string, Reach>(StringComparer.Ordinal);
        foreach (var (reach, commands) in Entries)
            foreach (var command in commands.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                table[command] = reach;
        return table;
    }
}
