using Onair.Sandbox.Bank;

namespace Onair.Sandbox.Toss;

/// <summary>Everything of Toss Payments, put together.</summary>
internal sealed class TossGateway : IDisposable
{
    private readonly SandboxOptions options;

    public TossGateway(SandboxOptions options, TimeProvider time, BankLedger bank)
    {
        this.options = options;
        Keys = new TossKeys(options);
        Webhooks = new TossWebhooks(options.Seed, time, options.TossWebhook);
        Books = new TossBooks(options.Seed, time, bank, Webhooks);
        Idempotency = new TossIdempotency(time);
        Rate = new TossRateLimit(time) { Limit = options.TossRateLimit };
        Door = new TossDoor(options, Keys, Rate, Idempotency);
        Time = time;
    }

    public TimeProvider Time { get; }

    public TossKeys Keys { get; }

    public TossBooks Books { get; }

    public TossWebhooks Webhooks { get; }

    public TossIdempotency Idempotency { get; }

    public TossRateLimit Rate { get; }

    public TossDoor Door { get; }

    public void Reset()
    {
        Books.Reset();
        Idempotency.Reset();
        Webhooks.Reset();
        Rate.Limit = options.TossRateLimit;
    }

    public void Dispose() => Books.Dispose();
}
