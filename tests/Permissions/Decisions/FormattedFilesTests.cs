using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>Formatters go through folders, and come upon what Edit rules deny.</summary>
public sealed class FormattedFilesTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public FormattedFilesTests()
    {
        foreach (var name in (string[])["kept/x.py", "kept/x.ts", "kept/x.go", "kept/x.rs", "kept/x.cs", "kept/x.tf", "src/x.py", "src/x.ts", "src/.env", "src/node_modules/kept/x.ts", "a.sln", "linked/x.py", "kept/x.rb"])
            folder.Write(name, "x"u8);
        File.CreateSymbolicLink(folder["linked/led.py"], folder["kept/x.py"]);
    }

    public void Dispose() => folder.Dispose();

    private Verdict Of(string command, string deny) => Bench.Of(allow: "Bash", deny: deny, mode: PermissionMode.BypassPermissions, folder: folder.Workspace.Root).Run(command).Verdict;

    [Theory]
    [InlineData("prettier --write .")]
    [InlineData("npx prettier -w .")]
    [InlineData("yarn prettier --write '**/*.ts'")]
    [InlineData("prettier --write \"kept/**/*.ts\"")]
    [InlineData("npx eslint --fix .")]
    [InlineData("eslint src kept --fix")]
    [InlineData("black .")]
    [InlineData("python3 -m black kept")]
    [InlineData("ruff check --fix .")]
    [InlineData("ruff format")]
    [InlineData("isort src kept")]
    [InlineData("gofmt -w .")]
    [InlineData("cargo fmt")]
    [InlineData("dotnet format a.sln")]
    [InlineData("terraform fmt -recursive")]
    [InlineData("cd kept && gofmt -w .")]
    [InlineData("biome check --write .")]
    [InlineData("sh -c 'black .'")]
    [InlineData("ruff check --fix --select I")]
    [InlineData("eslint --fix --ext .ts")]
    [InlineData("eslint --fix -c src/x.ts")]
    [InlineData("npx eslint@8 --fix .")]
    [InlineData("rubocop -a --only Style kept")]
    [InlineData("cargo fmt -p foo")]
    [InlineData("cargo +nightly fmt")]
    [InlineData("cargo clippy --fix")]
    [InlineData("dotnet format --severity info")]
    [InlineData("dotnet format style")]
    [InlineData("dotnet format App.sln")]
    [InlineData("go fmt ./...")]
    [InlineData("black -c x .")]
    [InlineData("prettier --write --check-foo .")]
    [InlineData("black linked")]
    public void WhatComesUponADeniedFileAsks(string command) => Assert.NotEqual(Verdict.Allow, Of(command, "Edit(./kept/**)"));

    [Theory]
    [InlineData("prettier --check .", "Edit(./kept/**)")]
    [InlineData("prettier --write src", "Edit(./kept/**)")]
    [InlineData("eslint .", "Edit(./kept/**)")]
    [InlineData("black --check .", "Edit(./kept/**)")]
    [InlineData("black src", "Edit(./kept/**)")]
    [InlineData("gofmt -l .", "Edit(./kept/**)")]
    [InlineData("cargo build", "Edit(./kept/**)")]
    [InlineData("cargo fmt --check", "Edit(./kept/**)")]
    [InlineData("dotnet build", "Edit(./kept/**)")]
    [InlineData("prettier --write .", "Edit(.env)")]
    [InlineData("black .", "Edit(*.ts)")]
    [InlineData("eslint --fix src", "Edit(./src/node_modules/**)")]
    [InlineData("yarn build", "Edit(./kept/**)")]
    [InlineData("python3 -m pytest .", "Edit(./kept/**)")]
    [InlineData("prettier --write src/x.ts", "Edit(./kept/**)")]
    [InlineData("eslint --fix -c=src/x.ts src", "Edit(./kept/**)")]
    [InlineData("isort -c .", "Edit(./kept/**)")]
    [InlineData("go fmt ./src/...", "Edit(./kept/**)")]
    public void WhatDoesNotPasses(string command, string deny) => Assert.Equal(Verdict.Allow, Of(command, deny));
}
