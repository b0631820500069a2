import QtQuick
import Qt.labs.qmlmodels
import Deepwell.Chat

// One delegate for each kind of block.
DelegateChooser {
    id: root

    required property MessageItem message
    signal copyRequested(string text)
    signal linkRequested(string link)
    signal thinkingToggled()

    role: "kind"

    DelegateChoice {
        roleValue: BlockKind.Thinking
        ThinkingPane {
            message: root.message
            onToggledByPerson: root.thinkingToggled()
        }
    }
    DelegateChoice {
        roleValue: BlockKind.Paragraph
        TextBlock { onLinkRequested: link => root.linkRequested(link) }
    }
    DelegateChoice {
        roleValue: BlockKind.Heading
        TextBlock { onLinkRequested: link => root.linkRequested(link) }
    }
    DelegateChoice {
        roleValue: BlockKind.Code
        CodeBlock { onCopyRequested: text => root.copyRequested(text) }
    }
    DelegateChoice {
        roleValue: BlockKind.Table
        TableBlock { onLinkRequested: link => root.linkRequested(link) }
    }
    DelegateChoice {
        roleValue: BlockKind.Math
        MathBlock { onCopyRequested: text => root.copyRequested(text) }
    }
    DelegateChoice {
        roleValue: BlockKind.Rule
        RuleBlock {}
    }
}
