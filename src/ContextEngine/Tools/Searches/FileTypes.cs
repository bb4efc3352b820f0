namespace Pith.Tools.Searches;

/// <summary>Names for kinds of files, as ripgrep's <c>--type</c> has them.</summary>
internal static class FileTypes
{
    private static readonly Dictionary<string, string> Globs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["asm"] = "*.{asm,s,S}",
        ["c"] = "*.{c,h,H,cats}",
        ["clojure"] = "*.{clj,cljc,cljs,cljx}",
        ["cmake"] = "{*.cmake,CMakeLists.txt}",
        ["cpp"] = "*.{cpp,cc,cxx,hpp,hh,hxx,h,inl,C,H}",
        ["cs"] = "*.cs",
        ["csharp"] = "*.cs",
        ["css"] = "*.{css,scss}",
        ["csv"] = "*.csv",
        ["dart"] = "*.dart",
        ["docker"] = "*Dockerfile*",
        ["elixir"] = "*.{ex,eex,exs,heex,leex}",
        ["erlang"] = "*.{erl,hrl}",
        ["fsharp"] = "*.{fs,fsi,fsx}",
        ["go"] = "*.go",
        ["graphql"] = "*.{graphql,graphqls}",
        ["haskell"] = "*.{hs,lhs}",
        ["html"] = "*.{htm,html,ejs}",
        ["java"] = "*.{java,jsp,jspx,properties}",
        ["js"] = "*.{js,jsx,vue,cjs,mjs}",
        ["json"] = "{*.json,composer.lock}",
        ["julia"] = "*.jl",
        ["kotlin"] = "*.{kt,kts}",
        ["less"] = "*.less",
        ["lua"] = "*.lua",
        ["make"] = "{*.mk,*.mak,GNUmakefile,Makefile,makefile,*.make}",
        ["markdown"] = "*.{md,markdown,mdown,mkdn,mdx}",
        ["md"] = "*.{md,markdown,mdown,mkdn,mdx}",
        ["nix"] = "*.nix",
        ["objc"] = "*.{h,m}",
        ["ocaml"] = "*.{ml,mli,mll,mly}",
        ["perl"] = "*.{perl,pl,PL,pm,t,plh}",
        ["php"] = "*.{php,php3,php4,php5,php7,php8,pht,phtml}",
        ["protobuf"] = "*.proto",
        ["py"] = "*.{py,pyi}",
        ["python"] = "*.{py,pyi}",
        ["r"] = "*.{r,R,Rmd,Rnw}",
        ["ruby"] = "{*.rb,*.rbw,*.gemspec,Gemfile,Rakefile,config.ru,.irbrc}",
        ["rust"] = "*.rs",
        ["sass"] = "*.{sass,scss}",
        ["scala"] = "*.{scala,sbt}",
        ["sh"] = "{*.sh,*.bash,*.zsh,*.ksh,*.csh,*.tcsh,.bashrc,.bash_profile,.profile,.zshrc,PKGBUILD}",
        ["sql"] = "*.{sql,psql}",
        ["swift"] = "*.swift",
        ["terraform"] = "*.{tf,tfvars}",
        ["toml"] = "{*.toml,Cargo.lock}",
        ["ts"] = "*.{ts,tsx,cts,mts}",
        ["txt"] = "*.txt",
        ["typescript"] = "*.{ts,tsx,cts,mts}",
        ["vue"] = "*.vue",
        ["xml"] = "*.{xml,xml.dist,dtd,xsl,xslt,xsd,xjb,rng,sch,xhtml,csproj,props,targets}",
        ["yaml"] = "*.{yaml,yml}",
        ["zig"] = "*.zig",
    };

    /// <summary>The names, for a model that asked for another.</summary>
    public static IEnumerable<string> Names => Globs.Keys.Order(StringComparer.Ordinal);

    /// <summary>The pattern of a kind; null when there is no such kind.</summary>
    public static GlobPattern? Find(string name) => Globs.TryGetValue(name, out var glob) ? GlobPattern.Parse(glob) : null;
}
