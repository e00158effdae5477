using Onair.Storage;

namespace Onair.Payments;

/// <summary>
/// In the addresses that a provider's window sends the browser back to: only who was sent there comes back for an
/// attempt.
/// </summary>
public sealed class WindowTokens(SecretStore secrets) : IdTokens(secrets, "payment-window");
