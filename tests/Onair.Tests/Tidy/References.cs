using Mono.Cecil;

namespace Onair.Tests.Tidy;

/// <summary>
/// Every type that a compiled type refers to: bases, interfaces, constraints, attributes, fields, signatures, locals
/// and the instructions of bodies. Source is not enough: inside <c>namespace Onair.Orders</c>, <c>Inventory.X</c> needs
/// no using.
/// </summary>
internal static class References
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => Direct(type).SelectMany(Parts);

    private static IEnumerable<TypeReference> Direct(TypeDefinition type)
    {
        if (type.BaseType is not null) yield return type.BaseType;
        foreach (var part in type.Interfaces) yield return part.InterfaceType;
        foreach (var part in Attributes(type).Concat(Constraints(type))) yield return part;
        foreach (var field in type.Fields)
        {
            yield return field.FieldType;
            foreach (var part in Attributes(field)) yield return part;
        }

        foreach (var property in type.Properties)
        {
            yield return property.PropertyType;
            foreach (var part in Attributes(property)) yield return part;
        }

        foreach (var part in type.Events.Select(e => e.EventType).Concat(type.Methods.SelectMany(Signature)))
            yield return part;
        foreach (var part in type.Methods.Where(method => method.HasBody).SelectMany(Body)) yield return part;
    }

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
        Member(method)
            .Concat(Constraints(method))
            .Concat(Attributes(method))
            .Concat(method.Parameters.SelectMany(Attributes))
            .Concat(Attributes(method.MethodReturnType));

    private static IEnumerable<TypeReference> Body(MethodDefinition method)
    {
        foreach (var local in method.Body.Variables) yield return local.VariableType;
        foreach (var handler in method.Body.ExceptionHandlers)
        {
            if (handler.CatchType is not null) yield return handler.CatchType;
        }

        foreach (var instruction in method.Body.Instructions)
        {
            var parts = instruction.Operand switch
            {
                TypeReference type => [type],
                MethodReference called => Member(called),
                FieldReference field => [field.DeclaringType, field.FieldType],
                CallSite site => site.Parameters.Select(p => p.ParameterType).Append(site.ReturnType),
                _ => [],
            };
            foreach (var part in parts) yield return part;
        }
    }

    private static IEnumerable<TypeReference> Member(MethodReference method)
    {
        if (method.DeclaringType is not null) yield return method.DeclaringType;
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
        if (method is not GenericInstanceMethod generic) yield break;
        foreach (var argument in generic.GenericArguments) yield return argument;
    }

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter =>
            parameter.Constraints.Select(c => c.ConstraintType).Concat(Attributes(parameter)));

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
            .Concat(attribute.Properties.Select(p => p.Argument))
            .Concat(attribute.Fields.Select(f => f.Argument))
            .SelectMany(Argument)
            .Append(attribute.AttributeType));

    private static IEnumerable<TypeReference> Argument(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument[] many => many.SelectMany(Argument).Append(argument.Type),
        CustomAttributeArgument boxed => Argument(boxed).Append(argument.Type),
        _ => [argument.Type],
    };

    /// <summary>A list of orders is a list and an order.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        IModifierType modified => Parts(modified.ModifierType).Concat(Parts(modified.ElementType)),
        FunctionPointerType pointer =>
            pointer.Parameters.SelectMany(p => Parts(p.ParameterType)).Concat(Parts(pointer.ReturnType)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
