namespace DeepAnatomy.Server.Accounts;

/// <summary>What a person may do; each may do what those before may.</summary>
enum Role
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Draws.</summary>
    Annotator,

    /// <summary>Starts and stops trainings.</summary>
    Trainer,

    /// <summary>Manages people, reads the audit log, deletes.</summary>
    Administrator,
}
