import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Library
import Deepwell.Privacy
import Deepwell.Style

// What went wrong or could be done, above the page, until it is dismissed.
ColumnLayout {
    id: root

    required property Workspace workspace
    property bool downloadsShown: false
    signal useRequested(string path)   // a model that has just arrived
    signal downloadsRequested()

    spacing: 0

    component PageBanner: Banner {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.columnWidth
        Layout.alignment: Qt.AlignHCenter
        Layout.leftMargin: Theme.space4
        Layout.rightMargin: Theme.space4
        Layout.bottomMargin: Theme.space2
        visible: text !== ""
    }

    PageBanner {
        objectName: "privacyWarning"
        text: Privacy.warning
        onDismissed: Privacy.dismissWarning()
    }
    PageBanner {
        objectName: "modelError"
        text: root.workspace.engine.error
        onDismissed: root.workspace.engine.dismissError()
    }
    PageBanner {
        objectName: "modelWarning"
        kind: "warning"
        text: root.workspace.engine.warning
        onDismissed: root.workspace.engine.dismissWarning()
    }
    PageBanner {
        objectName: "historyProblem"
        kind: "warning"
        text: root.workspace.problem
        onDismissed: root.workspace.dismissProblem()
    }
    ArrivalBar {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.columnWidth
        Layout.alignment: Qt.AlignHCenter
        Layout.leftMargin: Theme.space4
        Layout.rightMargin: Theme.space4
        Layout.bottomMargin: Theme.space2
        engine: root.workspace.engine
        downloadsShown: root.downloadsShown
        onUseRequested: path => root.useRequested(path)
        onDownloadsRequested: root.downloadsRequested()
    }
    OfferBar {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.columnWidth
        Layout.alignment: Qt.AlignHCenter
        Layout.leftMargin: Theme.space4
        Layout.rightMargin: Theme.space4
        Layout.bottomMargin: Theme.space2
    }
}
