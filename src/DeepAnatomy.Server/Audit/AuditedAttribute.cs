namespace DeepAnatomy.Server.Audit;

/// <summary>Uses of this endpoint are written to the audit log.</summary>
/// <param name="action">What is done, such as <c>run.stop</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
sealed class AuditedAttribute(string action) : Attribute
{
    public string Action => action;
}
