using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

// Usage: Pith.RecordTexts FILE ASSEMBLY… Writes the substitutions by which the native compiler leaves out what C# makes for every record
// of these assemblies to print itself with, which nobody calls, and to hash itself with, which tables of a few dozen entries do not need: one hash
// for all is right, only slow. The compiler cannot know either (docs/decisions/0035-the-binary.md).
if (args is not [var file, _, ..])
{
    Console.Error.WriteLine("usage: Pith.RecordTexts FILE ASSEMBLY…");
    return 64;
}

new XDocument(new XElement("linker", args.Skip(1).Select(Assembly))).Save(file);
return 0;

static XElement Assembly(string path)
{
    using var image = new PEReader(File.OpenRead(path));
    var reader = image.GetMetadataReader();
    return new("assembly", new XAttribute("fullname", reader.GetString(reader.GetAssemblyDefinition().Name)),
        reader.TypeDefinitions.Where(type => Has(reader, type, "PrintMembers")).Select(type => new XElement("type", new XAttribute("fullname", Name(reader, type)),
            Has(reader, type, "ToString") ? new XElement("method", new XAttribute("signature", "System.String ToString()"), new XAttribute("body", "remove")) : null,
            Has(reader, type, "GetHashCode") && !IsKey(Name(reader, type)) ? new XElement("method", new XAttribute("signature", "System.Int32 GetHashCode()"), new XAttribute("body", "stub"), new XAttribute("value", "0")) : null)));
}

// What large tables are told apart by.
static bool IsKey(string name) => name is "Pith.Store.BlobHash";

// What is made by the compiler, and not written by anybody.
static bool Has(MetadataReader reader, TypeDefinitionHandle type, string name) =>
    reader.GetTypeDefinition(type).GetMethods().Select(reader.GetMethodDefinition).Any(method => reader.GetString(method.Name) == name && IsMade(reader, method));

static bool IsMade(MetadataReader reader, MethodDefinition method) =>
    method.GetCustomAttributes().Any(handle => reader.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
        && reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } attribute
        && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)attribute).Name) == "CompilerGeneratedAttribute");

static string Name(MetadataReader reader, TypeDefinitionHandle handle)
{
    var type = reader.GetTypeDefinition(handle);
    var name = reader.GetString(type.Name);
    return type.GetDeclaringType() is { IsNil: false } outer ? $"{Name(reader, outer)}/{name}"
        : reader.GetString(type.Namespace) is { Length: > 0 } space ? $"{space}.{name}" : name;
}
