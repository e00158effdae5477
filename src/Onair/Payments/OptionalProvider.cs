namespace Onair.Payments;

/// <summary>A provider that is there only when its keys are set.</summary>
/// <param name="Make">Null when they are not. Called once.</param>
internal sealed record OptionalProvider(Func<IServiceProvider, IPaymentProvider?> Make);
