using System.Text;
using Pith.Providers;

namespace Pith.Tests.Providers;

public sealed class OutputSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", true, true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", true, false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", false, false)]
    [InlineData("""{"type":["object","null"]}""", false, false)]
    [InlineData("""{"type":7}""", false, false)]
    [InlineData("""true""", false, false)]
    public void WhatProvidersAskOfASchemaIsSeen(string schema, bool isClosed, bool isStrict)
    {
        var read = new OutputSchema(Encoding.UTF8.GetBytes(schema));
        Assert.Equal((isClosed, isStrict), (read.IsClosed, read.IsStrict));
    }
}
