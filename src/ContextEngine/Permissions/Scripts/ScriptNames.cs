using System.Collections.Frozen;

namespace Pith.Permissions.Scripts;

/// <summary>
/// What a script that only reads may name. Each is harmless on everything that the others lead to, and that is why so much is missing: <c>location</c>
/// is no value, since <c>replace</c> of text is also how it navigates; <c>Object.values(document)</c> would hold it; <c>normalize</c> joins nodes;
/// <c>add</c>, <c>set</c> and <c>push</c> are only for what the script made; <c>console</c> is what error reporters send home.
/// </summary>
internal static class ScriptNames
{
    /// <summary>Words of the language, and names that mean more than a value; none may be bound or stand for one.</summary>
    public static readonly FrozenSet<string> Reserved = Words(
        "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with "
        + "let static yield await async of implements interface package private protected public arguments eval");

    /// <summary>Global values.</summary>
    public static readonly FrozenSet<string> Values = Words("document innerWidth innerHeight outerWidth outerHeight scrollX scrollY pageXOffset pageYOffset devicePixelRatio");

    /// <summary>Global functions that make a value of what they are given.</summary>
    public static readonly FrozenSet<string> Functions = Words("getComputedStyle matchMedia parseInt parseFloat isNaN isFinite String Number Boolean encodeURIComponent decodeURIComponent");

    /// <summary>Global objects that are no value here, with what may be read of each at once.</summary>
    public static readonly FrozenSet<string> Parts = Words(
        "location.href location.pathname location.search location.hash location.host location.hostname location.origin location.protocol location.port "
        + "navigator.userAgent navigator.language navigator.platform navigator.onLine navigator.maxTouchPoints screen.width screen.height screen.availWidth screen.availHeight Math.PI Math.E Number.MAX_SAFE_INTEGER");

    /// <summary>The same for what may be called; those of <c>Math</c> give numbers, <c>keys</c>, <c>from</c> and <c>of</c> a collection of their own.</summary>
    public static readonly FrozenSet<string> PartCalls = Words(
        "JSON.stringify JSON.parse Object.keys Array.from Array.of Array.isArray CSS.escape CSS.supports Date.now performance.now Number.isFinite Number.isInteger Number.isNaN Number.parseFloat Number.parseInt "
        + "Math.abs Math.ceil Math.floor Math.round Math.trunc Math.sign Math.min Math.max Math.sqrt Math.hypot Math.pow Math.log Math.log2 Math.log10 Math.exp Math.sin Math.cos Math.tan Math.atan2");

    /// <summary>What may be made with <c>new</c>.</summary>
    public static readonly FrozenSet<string> Made = Words("Set Map Date URLSearchParams");

    /// <summary>What may be called on anything.</summary>
    public static readonly FrozenSet<string> Calls = Words(
        "querySelector querySelectorAll getElementById getElementsByClassName getElementsByTagName getElementsByName closest matches contains hasChildNodes hasFocus compareDocumentPosition isEqualNode isSameNode getRootNode "
        + "getAttribute getAttributeNames hasAttribute hasAttributes getBoundingClientRect getClientRects getPropertyValue getPropertyPriority elementFromPoint elementsFromPoint checkVisibility getBBox getTotalLength getComputedTextLength toJSON item namedItem "
        + "map filter find findIndex findLast findLastIndex some every forEach flatMap flat reduce reduceRight slice concat join includes indexOf lastIndexOf at keys values entries has toSorted toReversed "
        + "split trim trimStart trimEnd replace replaceAll match matchAll test exec startsWith endsWith substring substr charAt charCodeAt codePointAt padStart padEnd repeat localeCompare toLowerCase toUpperCase "
        + "toString toFixed toPrecision toISOString toLocaleString getTime");

    /// <summary>What may be called besides on a collection that the script made. Of a page, <c>get</c> is also how libraries ask their server.</summary>
    public static readonly FrozenSet<string> OfFresh = Words("push pop shift unshift sort reverse splice add set get");

    /// <summary>Calls that call what they are given first, or second.</summary>
    public static readonly FrozenSet<string> CallFirst = Words("map filter find findIndex findLast findLastIndex some every forEach flatMap reduce reduceRight sort toSorted");

    /// <inheritdoc cref="CallFirst"/>
    public static readonly FrozenSet<string> CallSecond = Words("replace replaceAll Array.from");

    /// <summary>Calls that are given nothing but something plain second: a list would be names that nobody looked at, a function would get values that no name leads to.</summary>
    public static readonly FrozenSet<string> PlainSecond = Words("JSON.stringify JSON.parse");

    /// <summary>Calls that make a collection of a fresh one, and those that count in one.</summary>
    public static readonly FrozenSet<string> StayFresh = Words("map filter slice flatMap flat concat toSorted toReversed sort reverse splice");

    /// <inheritdoc cref="StayFresh"/>
    public static readonly FrozenSet<string> Count = Words("findIndex findLastIndex indexOf lastIndexOf push unshift");

    /// <summary>Lists of classes have a <c>replace</c> of their own, so they are no value.</summary>
    public static readonly FrozenSet<string> OfClassList = Words("contains length value item");

    /// <summary>What may be read of anything.</summary>
    public static readonly FrozenSet<string> Fields = Words(
        "children childNodes childElementCount firstChild lastChild firstElementChild lastElementChild nextElementSibling previousElementSibling nextSibling previousSibling parentElement parentNode ownerDocument documentElement body head title shadowRoot activeElement "
        + "textContent innerText innerHTML outerHTML className tagName nodeName nodeType nodeValue localName namespaceURI attributes dataset value checked selected disabled hidden readOnly required placeholder name type href src currentSrc alt rel lang dir role index "
        + "options selectedIndex selectedOptions rows cells forms images links scripts tabIndex isConnected readyState visibilityState compatMode characterSet contentType URL baseURI naturalWidth naturalHeight complete videoWidth videoHeight duration currentTime paused ended muted "
        + "styleSheets sheet cssRules selectorText conditionText cssText style media mediaText ownerNode content viewBox baseVal animVal valid validity validationMessage matches length size "
        + "width height top left right bottom clientWidth clientHeight clientTop clientLeft offsetWidth offsetHeight offsetTop offsetLeft offsetParent scrollWidth scrollHeight scrollTop scrollLeft "
        + "display position visibility opacity color background backgroundColor backgroundImage backgroundSize backgroundPosition backgroundRepeat backdropFilter boxShadow boxSizing overflow overflowX overflowY zIndex float clear cursor transform transition animation animationName clipPath "
        + "margin marginTop marginRight marginBottom marginLeft padding paddingTop paddingRight paddingBottom paddingLeft minWidth maxWidth minHeight maxHeight aspectRatio objectFit pointerEvents userSelect verticalAlign inset mixBlendMode colorScheme "
        + "border borderTop borderRight borderBottom borderLeft borderWidth borderStyle borderColor borderRadius borderTopWidth borderRightWidth borderBottomWidth borderLeftWidth borderTopColor borderRightColor borderBottomColor borderLeftColor borderTopStyle borderBottomStyle outline outlineColor outlineWidth outlineOffset "
        + "font fontFamily fontSize fontStyle fontWeight fontVariantLigatures fontFeatureSettings lineHeight letterSpacing wordSpacing wordBreak overflowWrap textAlign textDecoration textTransform textOverflow textShadow textIndent whiteSpace listStyle listStyleType tabSize "
        + "flex flexDirection flexWrap flexGrow flexShrink flexBasis alignItems alignContent alignSelf justifyContent justifyItems justifySelf order gap rowGap columnGap columnCount gridTemplateColumns gridTemplateRows gridTemplateAreas gridColumn gridRow gridArea stroke strokeWidth fillOpacity "
        // What data of one's own is called.
        + "txt text label key count idx cls tag found ok rect");

    /// <summary>All global names that mean something here. A script may not bind them: it could do so behind their use, and mean its own all along.</summary>
    public static readonly FrozenSet<string> Globals = Values.Concat(Functions).Concat(Made).Concat(Parts.Concat(PartCalls).Select(p => p.Split('.')[0])).Concat(["window", "undefined", "NaN", "Infinity"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name may be read of anything: also what has one or two letters, as coordinates do, and as data of one's own often has.</summary>
    public static bool IsField(string name) => name.Length <= 2 || Fields.Contains(name);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
