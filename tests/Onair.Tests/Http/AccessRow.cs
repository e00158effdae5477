namespace Onair.Tests.Http;

/// <summary>What opens an address.</summary>
internal enum Key
{
    /// <summary>It is open, and nobody gets more for being somebody.</summary>
    None,

    /// <summary>The order's token in a header.</summary>
    OrderHeader,

    /// <summary>A header with an order's token; all get the same answer, whose ever it is.</summary>
    AnyOrderHeader,

    /// <summary>The token in the address itself.</summary>
    Address,

    /// <summary>A customer's session; others are sent to sign in.</summary>
    Session,

    /// <summary>The session of the customer whose object it is.</summary>
    OwnObject,

    /// <summary>The deployment's operator token.</summary>
    Operator,

    /// <summary>The token of an agent at the telephone.</summary>
    Agent,

    /// <summary>The cart's own token says whose cart it is; without one it is empty.</summary>
    Cart,
}

/// <summary>An endpoint and who may come in.</summary>
/// <param name="Endpoint">Method and route, as it is mapped.</param>
/// <param name="Key">What opens it.</param>
/// <param name="Address">
/// Where it is: <c>{word}</c> stands for something of <see cref="AccessWorld"/> that is the caller's own.
/// </param>
/// <param name="Status">What who may come in is answered.</param>
internal sealed record AccessRow(string Endpoint, Key Key, string Address, int Status)
{
    /// <summary>JSON where it begins with a brace, else a form; null: no body.</summary>
    public string? Body { get; init; }

    /// <summary>Its answer has no end: only how it begins is looked at.</summary>
    public bool IsStream { get; init; }

    public HttpMethod Method => new(Endpoint.Split(' ')[0] is "*" ? "GET" : Endpoint.Split(' ')[0]);

    public override string ToString() => Endpoint;
}
