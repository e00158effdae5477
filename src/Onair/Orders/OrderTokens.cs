using Onair.Storage;

namespace Onair.Orders;

/// <summary>What a guest needs beside the number to read an order.</summary>
public sealed class OrderTokens(SecretStore secrets) : IdTokens(secrets, "order-token");
