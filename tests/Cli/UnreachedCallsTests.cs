using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Pith.Providers.Wire;
using Pith.Store;
using ZstdSharp.Unsafe;

namespace Pith.Tests.Cli;

/// <summary>What <c>src/Cli/Unreached.xml</c> says about our calls: read from the compiled assemblies, where no way of writing them hides one.</summary>
public sealed class UnreachedCallsTests
{
    /// <summary>Opcodes that call: <c>newobj</c>, <c>call</c>, <c>callvirt</c>, <c>ldftn</c>.</summary>
    private static readonly byte[][] Calling = [[0x73], [0x28], [0x6F], [0xFE, 0x06]];

    [Fact]
    public void WhatWeCallOfZstdIsThis()
    {
        string[] calls =
        [
            "Pith.ContextEngine: DecompressionStream..ctor", "Pith.ContextEngine: Decompressor..ctor", "Pith.ContextEngine: Decompressor.GetDecompressedSize", "Pith.ContextEngine: Decompressor.Unwrap",
            "Pith.Store: Compressor..ctor", "Pith.Store: Compressor.Dispose", "Pith.Store: Compressor.GetCompressBound", "Pith.Store: Compressor.SetParameter", "Pith.Store: Compressor.Wrap",
            "Pith.Store: Decompressor..ctor", "Pith.Store: Decompressor.Dispose", "Pith.Store: Decompressor.Unwrap",
        ];
        Assert.Equal(calls, Calls("ZstdSharp").Select(call => call.Name).Order(StringComparer.Ordinal));
        string[] types = ["Compressor", "DecompressionStream", "Decompressor", "ZSTD_cParameter", "ZstdException"]; // those of calls through generic types too
        Assert.Equal(types, Shipped().SelectMany(file => Read(file, reader => Types(reader, "ZstdSharp"))).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Compressor..ctor", "new Compressor(BlobStore.Level)")]
    [InlineData("Compressor.SetParameter", "compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1)")]
    [InlineData("Compressor.Wrap", "compressor.Wrap(content, stored)")]
    public void OneFrameIsWrittenAtATimeInOnePlaceAndAllButItsChecksumIsAsTheLevelSays(string call, string written)
    {
        Assert.Equal(1, Calls("ZstdSharp").Single(found => found.Name == "Pith.Store: " + call).Count);
        Assert.Contains(written, File.ReadAllText(Path.Combine(Repository.Root, "src", "Store", "BlobSpool.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void AFrameOfAnySizeIsWrittenByTheOneStrategyThatIsThere()
    {
        Assert.Equal((3, 256 * 1024), (BlobStore.Level, BlobTrailer.FrameSize));
        for (var size = 0; size <= BlobTrailer.FrameSize; size++)
            Assert.Equal(ZSTD_strategy.ZSTD_dfast, Methods.ZSTD_getCParams(BlobStore.Level, (ulong)size, 0).strategy);
    }

    [Fact]
    public void NobodyAsksForAnotherHttpThanTheFirst()
    {
        string[] asks = ["HttpRequestMessage.set_Version", "HttpRequestMessage.set_VersionPolicy", "HttpClient.set_DefaultRequestVersion", "HttpClient.set_DefaultVersionPolicy"];
        var calls = Calls("System.Net.Http").Select(call => call.Name.Split(": ")[1]).ToHashSet();
        Assert.Contains("HttpRequestMessage..ctor", calls);
        Assert.Empty(asks.Intersect(calls));
        using var request = new HttpRequestMessage();
        using var client = new HttpClient();
        Assert.Equal((new Version(1, 1), HttpVersionPolicy.RequestVersionOrLower), (request.Version, request.VersionPolicy));
        Assert.Equal((new Version(1, 1), HttpVersionPolicy.RequestVersionOrLower), (client.DefaultRequestVersion, client.DefaultVersionPolicy));
    }

    /// <summary>The list of protocols in the first bytes that a client of ours sends to a server; who asks for the second offers it there.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task AServerIsOfferedNothingElse(int version, bool offers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = HttpSetup.Create(new());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        if (version == 2)
            request.Version = new Version(2, 0);
        var sent = client.SendAsync(request, TestContext.Current.CancellationToken);
        var hello = new byte[5];
        using (var server = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            var stream = server.GetStream();
            await stream.ReadExactlyAsync(hello, TestContext.Current.CancellationToken);
            hello = new byte[BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(3))];
            await stream.ReadExactlyAsync(hello, TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sent);
        Assert.Equal(offers, hello.AsSpan().IndexOf("\x0002h2"u8) >= 0);
    }

    /// <summary>Members of an assembly that what the binary is made of calls, and how often.</summary>
    private static List<(string Name, int Count)> Calls(string assembly) => [.. Shipped().SelectMany(file => Read(file, reader => CallsIn(file, reader, assembly)))
        .GroupBy(call => call.Name).Select(calls => (calls.Key, calls.Sum(call => call.Count)))];

    private static List<(string Name, int Count)> CallsIn(string file, PEReader image, string assembly)
    {
        var reader = image.GetMetadataReader();
        var bodies = reader.MethodDefinitions.Select(handle => reader.GetMethodDefinition(handle).RelativeVirtualAddress).Where(address => address > 0)
            .Select(address => image.GetMethodBody(address).GetILBytes()!).ToList();
        var calls = new List<(string, int)>();
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || reader.GetTypeReference((TypeReferenceHandle)member.Parent) is var type && !IsOf(reader, type, assembly))
                continue;
            var token = BitConverter.GetBytes(System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle));
            var count = bodies.Sum(body => Calling.Sum(opcode => body.AsSpan().Count([.. opcode, .. token])));
            calls.Add(($"{Path.GetFileNameWithoutExtension(file)}: {reader.GetString(type.Name)}.{reader.GetString(member.Name)}", count));
        }

        return calls;
    }

    private static List<string> Types(PEReader image, string assembly) =>
        image.GetMetadataReader() is var reader ? [.. reader.TypeReferences.Select(reader.GetTypeReference).Where(type => IsOf(reader, type, assembly)).Select(type => reader.GetString(type.Name))] : [];

    private static bool IsOf(MetadataReader reader, TypeReference type, string assembly) =>
        type.ResolutionScope.Kind == HandleKind.AssemblyReference && reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == assembly;

    /// <summary>The assemblies that the command is made of, but for the framework's and the one called.</summary>
    private static List<string> Shipped()
    {
        var files = new List<string> { "pith" };
        for (var at = 0; at < files.Count; at++)
            files.AddRange(Read(PathOf(files[at]), image => image.GetMetadataReader() is var reader ? reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToList() : [])
                .Where(name => File.Exists(PathOf(name)) && !files.Contains(name)).ToList());
        files.Remove("ZstdSharp");
        Assert.Contains("Pith.Store", files);
        return [.. files.Select(PathOf)];
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    private static T Read<T>(string file, Func<PEReader, T> read)
    {
        using var image = new PEReader(File.OpenRead(file));
        return read(image);
    }
}
