using Onair.Primitives;

namespace Onair.Alarms;

/// <summary>Errors as one line.</summary>
internal static class RuleFaultsText
{
    private const int errorsMax = 20;

    public static string Of(IReadOnlyList<FieldError> errors) =>
        string.Join("; ", errors.Take(errorsMax).Select(error => $"{error.Field} {error.Message}"));
}
