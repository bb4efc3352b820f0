namespace Pith.Conversations;

/// <summary>The tool names that agents in the field use, by what they do.</summary>
internal static class ToolNames
{
    public static ToolKind WorkOf(ReadOnlySpan<byte> tool)
    {
        Span<byte> name = stackalloc byte[64];
        var length = 0;
        foreach (var c in tool)
        {
            if (c is (byte)'_' or (byte)'-' or (byte)'.')
                continue;
            if (length == name.Length)
                return ToolKind.Other;
            name[length++] = (byte)(c is >= (byte)'A' and <= (byte)'Z' ? c | 0x20 : c);
        }

        return Known(name[..length]);
    }

    private static ToolKind Known(ReadOnlySpan<byte> name)
    {
        if (Is(name, "read,readfile,view,cat,open,openfile,readmanyfiles,viewfile,notebookread,showfile"))
            return ToolKind.Read;
        if (Is(name, "edit,multiedit,strreplace,replace,editfile,applypatch,strreplaceeditor,strreplacebasededittool,notebookedit,patch,insert,fileeditor,editor"))
            return ToolKind.Edit;
        if (Is(name, "write,writefile,create,createfile"))
            return ToolKind.Write;
        if (Is(name, "grep,glob,search,find,ls,list,listdir,listdirectory,listfiles,searchfiles,grepsearch,filesearch,codebasesearch,searchfilecontent,rg,toolsearch,websearch"))
            return ToolKind.Search;
        if (Is(name, "bash,shell,sh,execcommand,runshellcommand,executebash,localshell,localshellcall,run,runcommand,terminal,powershell,exec,bashoutput,shellcommand,containerexec,writestdin"))
            return ToolKind.Shell;
        return Is(name, "todowrite,updateplan,writetodos,todo,tasklist,taskupdate,taskcreate,updatetodo") ? ToolKind.Todo : ToolKind.Other;
    }

    /// <summary>Editors with a <c>command</c> argument say there whether they look or change.</summary>
    public static ToolKind WorkOfVerb(ReadOnlySpan<byte> verb, ToolKind otherwise) => verb switch
    {
        _ when verb.SequenceEqual("view"u8) => ToolKind.Read,
        _ when verb.SequenceEqual("create"u8) => ToolKind.Write,
        _ when verb.SequenceEqual("str_replace"u8) || verb.SequenceEqual("insert"u8) => ToolKind.Edit,
        _ => otherwise,
    };

    private static bool Is(ReadOnlySpan<byte> name, string list)
    {
        foreach (var range in list.AsSpan().Split(','))
        {
            var entry = list.AsSpan(range);
            if (entry.Length != name.Length)
                continue;
            var same = true;
            for (var i = 0; i < entry.Length && same; i++)
                same = entry[i] == name[i];
            if (same)
                return true;
        }

        return false;
    }
}
