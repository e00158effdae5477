using Onair.Storage;

namespace Onair.Incidents;

/// <summary>What a page brings to take an incident with: a token for that page alone.</summary>
public sealed class PageTokens(SecretStore secrets) : IdTokens(secrets, "incident-page");
