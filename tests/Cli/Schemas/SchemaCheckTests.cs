using System.Text.Json;
using Pith.Cli;
using Pith.Cli.Schemas;

namespace Pith.Tests.Cli.Schemas;

/// <summary>Each keyword of a JSON Schema, with a value that fits and one that does not; and what is no schema.</summary>
public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("""{"not":{"type":"string"}}""", "1", "\"a\"")]
    [InlineData("""{"if":{"type":"number"},"then":{"minimum":5},"else":{"maxLength":1}}""", "5", "4")]
    [InlineData("""{"if":{"type":"number"},"then":{"minimum":5},"else":{"maxLength":1}}""", "\"a\"", "\"ab\"")]
    [InlineData("""{"multipleOf":0.01}""", "19.99", "0.005")]
    [InlineData("""{"exclusiveMinimum":1,"exclusiveMaximum":3}""", "2", "3")]
    [InlineData("""{"minimum":1,"exclusiveMinimum":true}""", "2", "1")]
    [InlineData("""{"maximum":1e300}""", "1e299", "2e300")]
    [InlineData("""{"maxLength":2}""", "\"😀😀\"", "\"abc\"")]
    [InlineData("""{"enum":[1,"a",null]}""", "1.0", "2")]
    [InlineData("""{"type":"number"}""", "1", "true")]
    [InlineData("""{"prefixItems":[{"type":"string"},{"type":"number"}],"items":false}""", """["a",1]""", """["a",1,2]""")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":{"type":"number"}}""", """["a",1]""", """["a","b"]""")]
    [InlineData("""{"uniqueItems":true}""", "[1,2]", """[{"a":1,"b":2},{"b":2,"a":1}]""")]
    [InlineData("""{"contains":{"type":"number"},"minContains":2,"maxContains":3}""", """["a",1,2]""", """["a",1]""")]
    [InlineData("""{"contains":{"type":"number"}}""", "[1]", "[]")]
    [InlineData("""{"contains":{"type":"number"},"minContains":0}""", "[]", "5", true)]
    [InlineData("""{"patternProperties":{"^n_":{"type":"number"}},"additionalProperties":false}""", """{"n_a":1}""", """{"s":1}""")]
    [InlineData("""{"patternProperties":{"^n_":{"type":"number"}}}""", """{"n_a":1}""", """{"n_a":"x"}""")]
    [InlineData("""{"propertyNames":{"maxLength":2}}""", """{"ab":1}""", """{"abc":1}""")]
    [InlineData("""{"minProperties":1,"maxProperties":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"dependentRequired":{"card":["name"]}}""", """{"card":1,"name":2}""", """{"card":1}""")]
    [InlineData("""{"dependentSchemas":{"card":{"required":["name"]}}}""", "{}", """{"card":1}""")]
    [InlineData("""{"dependencies":{"card":["name"],"x":{"minProperties":2}}}""", """{"x":1,"y":2}""", """{"x":1}""")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"anyOf":[{"properties":{"b":true},"required":["b"]},{"properties":{"c":true}}],"unevaluatedProperties":false}""", """{"a":1,"b":2,"c":3}""", """{"a":1,"d":2}""")]
    [InlineData("""{"prefixItems":[true],"contains":{"const":7},"unevaluatedItems":false}""", "[1,7]", "[1,7,8]")]
    [InlineData("""{"$ref":"#item","$defs":{"x":{"$anchor":"item","type":"string"}}}""", "\"a\"", "1")]
    [InlineData("""{"$ref":"#/$defs/a~1b%25","$defs":{"a/b%":{"type":"string"}}}""", "\"a\"", "1")]
    [InlineData("""{"$id":"https://x.y/root","$ref":"item","$defs":{"x":{"$id":"https://x.y/item","type":"string"}}}""", "\"a\"", "1")]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"required":["v"]}""", """{"v":1,"next":{"v":2}}""", """{"v":1,"next":{}}""")]
    [InlineData("""{"$ref":"#/$defs/n","maximum":5,"$defs":{"n":{"minimum":1}}}""", "3", "6")]
    [InlineData("true", "1", "1", true)]
    [InlineData("""{"items":false}""", "[]", "[1]")]
    public void OneFitsAndOneDoesNot(string schema, string fitting, string other, bool bothFit = false)
    {
        var held = JsonDocument.Parse(schema).RootElement;
        Assert.Null(SchemaReview.Problem(held));
        Assert.Null(SchemaCheck.Problem(JsonDocument.Parse(fitting).RootElement, held));
        Assert.Equal(bothFit, SchemaCheck.Problem(JsonDocument.Parse(other).RootElement, held) is null);
    }

    [Fact]
    public void ASchemaThatGoesInCirclesEnds()
    {
        Assert.Contains("without end", SchemaCheck.Problem(JsonDocument.Parse("1").RootElement, JsonDocument.Parse("""{"$ref":"#"}""").RootElement), StringComparison.Ordinal);
        Assert.Contains("cannot be held", SchemaCheck.Problem(JsonDocument.Parse("1").RootElement, JsonDocument.Parse("""{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""").RootElement) ?? "cannot be held", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"foo"}""", "#/type names 'foo'")]
    [InlineData("""{"type":3}""", "#/type must be")]
    [InlineData("""{"properties":{"a":{"minimum":"x"}}}""", "#/properties/a/minimum must be a number")]
    [InlineData("""{"properties":{"a":{"pattern":"("}}}""", "#/properties/a/pattern is no regular expression")]
    [InlineData("""{"patternProperties":{"(":{}}}""", "has '('")]
    [InlineData("""{"required":"a"}""", "#/required must be a list")]
    [InlineData("""{"required":[1]}""", "#/required must be a list")]
    [InlineData("""{"$ref":"http://x/y"}""", "others are not fetched")]
    [InlineData("""{"$ref":1}""", "#/$ref must be a text")]
    [InlineData("""{"items":{"$ref":"#/$defs/none"}}""", "#/items/$ref refers to #/$defs/none")]
    [InlineData("""{"anyOf":[]}""", "#/anyOf must be a list")]
    [InlineData("""{"anyOf":[3]}""", "#/anyOf/0 must be an object")]
    [InlineData("""{"maxItems":-1}""", "#/maxItems must be a whole number")]
    [InlineData("""{"multipleOf":0}""", "#/multipleOf must be above 0")]
    [InlineData("""{"properties":[]}""", "#/properties must be an object")]
    public void WhatIsNoSchemaIsToldWithItsPlace(string schema, string part) =>
        Assert.Contains(part, SchemaReview.Problem(JsonDocument.Parse(schema).RootElement), StringComparison.Ordinal);

    [Fact]
    public void ItIsRefusedBeforeAnythingIsAsked()
    {
        var run = new CliRun();
        Assert.Equal(ExitCode.BadInput, run.Run("-p", "hi", "--model", "script:none.jsonl", "--json-schema", """{"type":"foo"}"""));
        Assert.Contains("--json-schema is no JSON Schema: #/type names 'foo'", run.Complaint, StringComparison.Ordinal);
    }
}
