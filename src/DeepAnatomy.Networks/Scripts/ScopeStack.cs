namespace DeepAnatomy.Networks.Scripts;

/// <summary>Follows classes and functions by the indentation of the source.</summary>
sealed class ScopeStack
{
    readonly Stack<(int Depth, bool IsClass, bool OfKeras, string Name)> scopes = new();
    (bool IsClass, bool OfKeras, string Name)? pending;
    int depth;

    /// <summary>True inside a class that derives from a layer or model.</summary>
    public bool InKerasClass => scopes.Any(scope => scope is { IsClass: true, OfKeras: true });

    /// <summary>True inside the method <c>call</c> of a layer or model.</summary>
    public bool InCall => InKerasClass && scopes.Any(scope => scope is { IsClass: false, Name: "call" });

    /// <summary>A class or function whose body comes next.</summary>
    public void Expect(bool isClass, bool ofKeras, string name) => pending = (isClass, ofKeras, name);

    public void Follow(PythonTokenKind kind)
    {
        if (kind == PythonTokenKind.Indent)
        {
            depth++;
            if (pending is var (isClass, ofKeras, name))
            {
                scopes.Push((depth, isClass, ofKeras, name));
            }
        }
        else if (kind == PythonTokenKind.Dedent)
        {
            while (scopes.TryPeek(out var scope) && scope.Depth >= depth)
            {
                scopes.Pop();
            }

            depth--;
        }

        pending = kind == PythonTokenKind.NewLine ? pending : null;
    }
}
